/** Hono with a plain map of verified tokens in front of jose. It grows without end, and nothing is forgotten when a key changes. */
import { serve } from "@hono/node-server";
import { Hono } from "hono";
import { createMiddleware } from "hono/factory";
import { HTTPException } from "hono/http-exception";
import { errors, jwtVerify } from "jose";
import { AUDIENCE, ISSUER, KEY, PORT } from "./settings.mjs";

const options = { algorithms: ["HS256"], issuer: ISSUER, audience: AUDIENCE };
/** @type {Map<string, import("jose").JWTPayload>} */
const known = new Map();

/** @type {import("hono").MiddlewareHandler<{ Variables: { caller: string } }>} */
const authenticate = createMiddleware(async (c, next) => {
  const token = c.req.header("Authorization")?.replace(/^Bearer /, "");
  if (!token) throw new HTTPException(401);
  const remembered = known.get(token);
  const isFresh = remembered?.exp !== undefined && remembered.exp > Date.now() / 1000;
  const payload = isFresh ? remembered : await verify(token);
  c.set("caller", payload.sub ?? "");
  await next();
});

/** @param {string} token */
async function verify(token) {
  try {
    const { payload } = await jwtVerify(token, KEY, options);
    known.set(token, payload);
    return payload;
  } catch (error) {
    if (error instanceof errors.JOSEError) throw new HTTPException(401);
    throw error;
  }
}

const app = new Hono().get("/api/:user_id/tasks", authenticate, (c) => {
  const user = c.req.param("user_id");
  return c.var.caller === user ? c.json({ user_id: user }) : c.json({}, 403);
});

serve({ fetch: app.fetch, port: PORT, hostname: "127.0.0.1" });
