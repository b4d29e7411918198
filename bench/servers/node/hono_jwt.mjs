/** Hono with its own middleware `hono/jwt`, as its documentation has it, and the path compared by hand. KEY_MADE=1: with a `CryptoKey`. */
import { serve } from "@hono/node-server";
import { Hono } from "hono";
import { jwt } from "hono/jwt";
import { AUDIENCE, ISSUER, KEY, PORT } from "./settings.mjs";

// As bytes: a secret that is not text is given as a JWK.
const bytes = { kty: "oct", k: KEY.toString("base64url"), alg: "HS256" };
const algorithm = { name: "HMAC", hash: "SHA-256" };
const imported = await crypto.subtle.importKey("raw", Uint8Array.from(KEY), algorithm, false, ["verify"]);
const secret = process.env.KEY_MADE === "1" ? imported : bytes;
const verification = { iss: ISSUER, aud: AUDIENCE, typ: "at+jwt" };
/** @type {Hono<{ Variables: import("hono/jwt").JwtVariables<{ sub?: string }> }>} */
const app = new Hono();
app.use("/api/*", jwt({ secret, alg: "HS256", verification })).get("/api/:user_id/tasks", (c) => {
  const user = c.req.param("user_id");
  return c.get("jwtPayload").sub === user ? c.json({ user_id: user }) : c.json({}, 403);
});

serve({ fetch: app.fetch, port: PORT, hostname: "127.0.0.1" });
