/** Hono behind a middleware that does nothing. */
import { serve } from "@hono/node-server";
import { Hono } from "hono";
import { createMiddleware } from "hono/factory";
import { PORT } from "./settings.mjs";

const app = new Hono().get(
  "/api/:user_id/tasks",
  createMiddleware((_c, next) => next()),
  (c) => c.json({ user_id: c.req.param("user_id") }),
);

serve({ fetch: app.fetch, port: PORT, hostname: "127.0.0.1" });
