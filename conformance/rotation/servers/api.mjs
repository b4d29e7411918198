/** An API on Hono whose settings change: who is calling, and how its verifier goes. With `REVOCATION` set it hears of sign-outs. */
import { serve } from "@hono/node-server";
import { Hono } from "hono";
import { readEnvironment } from "jwt-auth-bridge";
import { createAuthBridge } from "jwt-auth-bridge/hono";

const revocation = process.env.REVOCATION ? { revocation: /** @type {const} */ ("refuse") } : {};
const auth = createAuthBridge({ ...readEnvironment(), ...revocation });
await auth.start();

const app = new Hono()
  .get("/health", (c) => c.json({ status: "ok" }))
  .get("/metrics", (c) => c.json(auth.metrics()))
  .get("/me", auth.principal, (c) => c.json({ user_id: c.var.principal.userId }));

serve({ fetch: app.fetch, hostname: "127.0.0.1", port: Number(process.env.PORT) });
