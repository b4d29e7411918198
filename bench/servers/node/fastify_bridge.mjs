/** Fastify behind `auth.pathOwner`, used as the README says. */
import { fastify } from "fastify";
import { readEnvironment } from "jwt-auth-bridge";
import { createAuthBridge } from "jwt-auth-bridge/fastify";
import { PORT } from "./settings.mjs";

const auth = createAuthBridge(readEnvironment());
const app = fastify();
app.get("/api/:user_id/tasks", { onRequest: auth.pathOwner }, async (request) => {
  const { user_id } = /** @type {{ user_id: string }} */ (request.params);
  return { user_id };
});

await app.listen({ port: PORT, host: "127.0.0.1" });
