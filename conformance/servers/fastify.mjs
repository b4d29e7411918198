/** The contract's doors on Fastify. */
import Fastify from "fastify";
import { readEnvironment } from "jwt-auth-bridge";
import { createAuthBridge } from "jwt-auth-bridge/fastify";

/** @type {number | null} seconds since 1970; null for the time of day */
let clock = null;
const auth = createAuthBridge({ ...readEnvironment(), now: () => clock ?? Date.now() / 1000 });

// Fastify's own limit of 100 characters for a path parameter is less than a user id may have.
const app = Fastify({ routerOptions: { maxParamLength: 1024 } });
app.get("/health", async () => ({ status: "ok" }));
app.put("/clock", async (request, reply) => {
  ({ now: clock } = /** @type {{ now: number | null }} */ (request.body));
  return reply.code(204).send();
});
app.get("/me", { onRequest: auth.principal }, async (request) => {
  const { userId, sessionId, scopes } = auth.principal.of(request);
  return { user_id: userId, session_id: sessionId, scopes: [...scopes].sort() };
});
app.get("/optional", { onRequest: auth.optionalPrincipal }, async (request) => ({
  user_id: auth.optionalPrincipal.of(request)?.userId ?? null,
}));
app.get("/api/:user_id/tasks", { onRequest: auth.pathOwner }, async (request) => ({
  user_id: auth.pathOwner.of(request).userId,
}));

await app.listen({ port: Number(process.env.PORT), host: "127.0.0.1" });
