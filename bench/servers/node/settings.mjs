/** What the peers are told: the same issuer, audience and key as the bridge. */

/** @param {string} name */
function required(name) {
  const value = process.env[name];
  if (!value) throw new Error(`${name} is not set. Run: npm run bench`);
  return value;
}

export const PORT = Number(required("PORT"));
export const ISSUER = required("BETTER_AUTH_URL");
export const AUDIENCE = required("JWT_AUDIENCE");
export const KEY = Buffer.from(required("BENCH_KEY"), "hex");
