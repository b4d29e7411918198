/** Hono with its own middleware `hono/jwt`, as its documentation has it, and the path compared by hand. */
import { serve } from "@hono/node-server";
import { Hono } from "hono";
import { jwt } from "hono/jwt";
import { AUDIENCE, ISSUER, KEY, PORT } from "./settings.mjs";

// As bytes: a secret that is not text is given as a JWK.
const secret = { kty: "oct", k: KEY.toString("base64url"), alg: "HS256" };
const verification = { iss: ISSUER, aud: AUDIENCE, typ: "at+jwt" };
/** @type {Hono<{ Variables: import("hono/jwt").JwtVariables<{ sub?: string }> }>} */
const app = new Hono();
app.use("/api/*", jwt({ secret, alg: "HS256", verification })).get("/api/:user_id/tasks", (c) => {
  const user = c.req.param("user_id");
  return c.get("jwtPayload").sub === user ? c.json({ user_id: user }) : c.json({}, 403);
});

serve({ fetch: app.fetch, port: PORT, hostname: "127.0.0.1" });
