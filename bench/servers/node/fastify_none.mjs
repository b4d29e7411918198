/** Fastify: the endpoint, and nothing else. */
import { fastify } from "fastify";
import { PORT } from "./settings.mjs";

const app = fastify();
app.get("/api/:user_id/tasks", async (request) => {
  const { user_id } = /** @type {{ user_id: string }} */ (request.params);
  return { user_id };
});

await app.listen({ port: PORT, host: "127.0.0.1" });
