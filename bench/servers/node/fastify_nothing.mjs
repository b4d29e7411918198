/** Fastify behind a hook that does nothing. */
import { fastify } from "fastify";
import { PORT } from "./settings.mjs";

const app = fastify();
app.get("/api/:user_id/tasks", { onRequest: (_request, _reply, done) => done() }, async (request) => {
  const { user_id } = /** @type {{ user_id: string }} */ (request.params);
  return { user_id };
});

await app.listen({ port: PORT, host: "127.0.0.1" });
