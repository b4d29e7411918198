/** What each process is told, by how far the rotation and the migration are. */

/** @typedef {Readonly<Record<string, string>>} Variables */
/**
 * @typedef {object} Stage
 * @property {string} secrets - as in BETTER_AUTH_SECRETS
 * @property {boolean} hasSecret - APIs alone: whether they accept tokens of a secret
 * @property {boolean} hasJwks - APIs alone: whether they accept tokens of key pairs
 * @property {"secret" | "jwks"} signing - web processes alone
 */

export const AUDIENCE = "todo-api";
const QUIET = {
  NEXT_TELEMETRY_DISABLED: "1",
  NODE_ENV: "production",
  PYTHONDONTWRITEBYTECODE: "1",
  PYTHONUNBUFFERED: "1",
};

/**
 * @typedef {object} Places
 * @property {string} origin - the one address of the web processes
 * @property {Record<"DATABASE_URL" | "WEB_DATABASE_URL" | "MIGRATION_DATABASE_URL", string>} urls
 * @property {string | undefined} redisUrl
 */

/** What all of them are told. @param {Places} places @returns {Variables} */
const shared = ({ origin, redisUrl }) => ({
  ...QUIET,
  BETTER_AUTH_URL: origin,
  JWT_AUDIENCE: AUDIENCE,
  ...(redisUrl && { REDIS_URL: redisUrl }),
});

/** @param {Places} places @param {number} port @param {Stage} stage @param {string} oldSecret - from before there was a list @returns {Variables} */
export const webVariables = (places, port, { secrets, signing }, oldSecret) => ({
  ...shared(places),
  BETTER_AUTH_SECRET: oldSecret,
  BETTER_AUTH_SECRETS: secrets,
  JWT_SIGNING: signing,
  DATABASE_URL: places.urls.WEB_DATABASE_URL,
  WEB_PORT: `${port}`,
  NEXT_PUBLIC_API_URL: "http://localhost:8000", // for pages, and none is opened
  TRUSTED_PROXIES: "127.0.0.1", // everybody comes from this machine, with an address of their own in the header
});

/**
 * @param {Places} places @param {number} port @param {Stage} stage
 * @param {(secrets: string) => string} keysOf - for an API that has keys in place of the secret
 * @param {boolean} hasKeys - whether this is one
 * @returns {Variables}
 */
export function apiVariables(places, port, { secrets, hasSecret, hasJwks }, keysOf, hasKeys) {
  // The feed is asked for with a key of the secret: without Redis one stays, for that alone.
  const [newest = ""] = keysOf(secrets).split(",");
  const keys = hasKeys ? { JWT_BRIDGE_KEYS: keysOf(secrets) } : { BETTER_AUTH_SECRETS: secrets };
  const left = places.redisUrl ? {} : { JWT_BRIDGE_KEY: newest };
  return {
    ...shared(places),
    ...(hasSecret ? keys : left),
    ...(hasJwks && { JWT_JWKS_URL: `${places.origin}/api/auth/jwks` }),
    DATABASE_URL: places.urls.DATABASE_URL,
    API_PORT: `${port}`,
    WEB_ORIGIN: places.origin,
  };
}
