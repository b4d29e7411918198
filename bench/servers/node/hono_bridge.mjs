/** Hono behind `auth.pathOwner`, used as the README says. */
import { serve } from "@hono/node-server";
import { Hono } from "hono";
import { readEnvironment } from "jwt-auth-bridge";
import { createAuthBridge } from "jwt-auth-bridge/hono";
import { PORT } from "./settings.mjs";

const auth = createAuthBridge(readEnvironment());
const app = new Hono().get("/api/:user_id/tasks", auth.pathOwner, (c) =>
  c.json({ user_id: c.req.param("user_id") }),
);

serve({ fetch: app.fetch, port: PORT, hostname: "127.0.0.1" });
