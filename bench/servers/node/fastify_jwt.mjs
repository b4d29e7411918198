/** Fastify with `@fastify/jwt`, as its documentation has it, and the path compared by hand. JWT_CACHE=1: with its cache. */
import fastifyJwt from "@fastify/jwt";
import { fastify } from "fastify";
import { AUDIENCE, ISSUER, KEY, PORT } from "./settings.mjs";

const app = fastify();
await app.register(fastifyJwt, {
  secret: KEY,
  verify: {
    algorithms: ["HS256"],
    allowedIss: ISSUER,
    allowedAud: AUDIENCE,
    cache: process.env.JWT_CACHE === "1",
  },
});
app.addHook("onRequest", (request) => request.jwtVerify());
app.get("/api/:user_id/tasks", async (request, reply) => {
  const { user_id } = /** @type {{ user_id: string }} */ (request.params);
  const { sub } = /** @type {{ sub: string }} */ (request.user);
  return sub === user_id ? { user_id } : reply.code(403).send({});
});

await app.listen({ port: PORT, host: "127.0.0.1" });
