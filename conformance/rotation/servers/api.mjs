/** An API on Hono whose settings change: who is calling, and how its verifier goes. With `REVOCATION` set it hears of sign-outs. */
import { serve } from "@hono/node-server";
import { Hono } from "hono";
import { createRevocations, readEnvironment } from "jwt-auth-bridge";
import { createAuthBridge } from "jwt-auth-bridge/hono";
import { revocationFeed } from "jwt-auth-bridge/revocation-feed";

const settings = readEnvironment();
const revocations = process.env.REVOCATION
  ? createRevocations({ transport: revocationFeed(settings) })
  : undefined;
await revocations?.start();
const auth = createAuthBridge({ ...settings, ...(revocations && { revocations }) });

const app = new Hono()
  .get("/health", (c) => c.json({ status: "ok" }))
  .get("/metrics", (c) => c.json(auth.metrics()))
  .get("/me", auth.principal, (c) => c.json({ user_id: c.var.principal.userId }));

serve({ fetch: app.fetch, hostname: "127.0.0.1", port: Number(process.env.PORT) });
