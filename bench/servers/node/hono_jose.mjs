/** Hono with a middleware of one's own over jose, the key imported once. */
import { serve } from "@hono/node-server";
import { Hono } from "hono";
import { createMiddleware } from "hono/factory";
import { HTTPException } from "hono/http-exception";
import { errors, jwtVerify } from "jose";
import { AUDIENCE, ISSUER, KEY, PORT } from "./settings.mjs";

const algorithm = { name: "HMAC", hash: "SHA-256" };
const key = await crypto.subtle.importKey("raw", Uint8Array.from(KEY), algorithm, false, ["verify"]);
const options = { algorithms: ["HS256"], issuer: ISSUER, audience: AUDIENCE };

/** @type {import("hono").MiddlewareHandler<{ Variables: { caller: string } }>} */
const authenticate = createMiddleware(async (c, next) => {
  const token = c.req.header("Authorization")?.replace(/^Bearer /, "");
  if (!token) throw new HTTPException(401);
  try {
    const { payload } = await jwtVerify(token, key, options);
    c.set("caller", payload.sub ?? "");
  } catch (error) {
    if (error instanceof errors.JOSEError) throw new HTTPException(401);
    throw error;
  }
  await next();
});

const app = new Hono().get("/api/:user_id/tasks", authenticate, (c) => {
  const user = c.req.param("user_id");
  return c.var.caller === user ? c.json({ user_id: user }) : c.json({}, 403);
});

serve({ fetch: app.fetch, port: PORT, hostname: "127.0.0.1" });
