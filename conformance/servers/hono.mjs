/** The contract's doors on Hono. */
import { serve } from "@hono/node-server";
import { Hono } from "hono";
import { readEnvironment } from "jwt-auth-bridge";
import { createAuthBridge } from "jwt-auth-bridge/hono";

/** @type {number | null} seconds since 1970; null for the time of day */
let clock = null;
const auth = createAuthBridge({
  ...readEnvironment(),
  ...(process.env.COMPATIBILITY && { compatibility: "better-auth-jwt" }),
  now: () => clock ?? Date.now() / 1000,
});

const app = new Hono()
  .get("/health", (c) => c.json({ status: "ok" }))
  .put("/clock", async (c) => {
    ({ now: clock } = await c.req.json());
    return c.body(null, 204);
  })
  .get("/me", auth.principal, (c) => {
    const { principal } = c.var;
    const session = "sid" in principal.claims ? principal.sessionId : null;
    return c.json({ user_id: principal.userId, session_id: session, scopes: [...principal.scopes].sort() });
  })
  .get("/optional", auth.optionalPrincipal, (c) => c.json({ user_id: c.var.principal?.userId ?? null }))
  .get("/api/:user_id/tasks", auth.pathOwner, (c) => c.json({ user_id: c.var.principal.userId }));

serve({ fetch: app.fetch, hostname: "127.0.0.1", port: Number(process.env.PORT) });
