/** From the environment and the options to what each of the two servers is told (design: one table of variables). */
import { resolve } from "node:path";
import { parseArgs } from "node:util";
import { requireOwnHost, requireServedAddress } from "./addresses.mjs";
import { resolveDatabases } from "./databases.mjs";
import { Failure } from "./failure.mjs";
import { inRoot } from "./paths.mjs";

/** Everything that tells one running app from another. */
const SETTINGS =
  /^(AUTH_DEBUG|BETTER_AUTH_.*|((MIGRATION|WEB)_)?DATABASE_URL|JWT_.*|NEXT_PUBLIC_.*|REDIS_URL|TRUSTED_PROXIES|(WEB|API)_(ORIGIN|URL|HOST|PORT)|DATA_DIR)$/;

/** For builds and tests, which must not depend on this machine's settings. @param {NodeJS.ProcessEnv} env */
export const withoutSettings = (env) =>
  Object.fromEntries(Object.entries(env).filter(([name]) => !SETTINGS.test(name)));

/** What keeps tools from asking, counting and downloading more than they need. */
export const QUIET_TOOLS = {
  NEXT_TELEMETRY_DISABLED: "1",
  PIP_DISABLE_PIP_VERSION_CHECK: "1",
  PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD: "1",
};

/** @param {readonly string[]} args @throws {Failure} for an unknown option. */
export function parseOptions(args) {
  try {
    const { values } = parseArgs({
      args: [...args],
      options: {
        "web-port": { type: "string" },
        "api-port": { type: "string" },
        help: { type: "boolean", short: "h" },
      },
    });
    return values;
  } catch (error) {
    throw new Failure(`${/** @type {Error} */ (error).message.split(". ")[0]}. See --help`);
  }
}

/** @param {string} name @param {string} value */
function parsePort(name, value) {
  const port = Number(value);
  if (/^\d{1,5}$/.test(value) && port >= 1 && port <= 65_535) return port;
  throw new Failure(`${name} must be a port from 1 to 65535, such as 3100`);
}

/**
 * Each process gets what it needs: what only installs or builds no setting, the API's migrations no secret.
 *
 * @param {NodeJS.ProcessEnv} env - `.env` and the real environment
 * @param {{ "web-port"?: string, "api-port"?: string }} options
 */
export function resolveSettings(env, options) {
  const webPort = parsePort("--web-port (WEB_PORT)", options["web-port"] ?? (env.WEB_PORT || "3000"));
  const apiPort = parsePort("--api-port (API_PORT)", options["api-port"] ?? (env.API_PORT || "8000"));
  if (webPort === apiPort) throw new Failure(`port ${webPort} cannot serve both. Choose another: --api-port`);
  const webOrigin = env.BETTER_AUTH_URL || `http://localhost:${webPort}`;
  if (!URL.canParse(webOrigin))
    throw new Failure("BETTER_AUTH_URL must be an address such as http://localhost:3000");
  for (const name of ["BETTER_AUTH_URL", "WEB_ORIGIN"]) requireServedAddress(name, env[name], webPort);
  for (const name of ["NEXT_PUBLIC_API_URL", "API_URL"]) requireServedAddress(name, env[name], apiPort);
  requireOwnHost("API_HOST", env.API_HOST);
  const databases = resolveDatabases(env);
  const dataDir = resolve(inRoot("."), env.DATA_DIR || ".data");
  const { DATABASE_URL: _api, MIGRATION_DATABASE_URL: _owner, WEB_DATABASE_URL: _web, ...rest } = env;
  const shared = {
    ...rest,
    WEB_PORT: String(webPort),
    API_PORT: String(apiPort),
    BETTER_AUTH_URL: webOrigin,
    WEB_ORIGIN: env.WEB_ORIGIN || new URL(webOrigin).origin,
    NEXT_PUBLIC_API_URL: env.NEXT_PUBLIC_API_URL || `http://localhost:${apiPort}`,
    JWT_AUDIENCE: env.JWT_AUDIENCE || "todo-api",
    DATA_DIR: dataDir,
    ...QUIET_TOOLS,
  };
  const tools = { ...withoutSettings(env), ...QUIET_TOOLS };
  const { webEnv, apiEnv } = splitSecrets(shared);
  return {
    webPort,
    apiPort,
    webOrigin,
    logs: resolve(dataDir, "logs"),
    toolsEnv: tools,
    webEnv: { ...webEnv, ...databases.web },
    apiEnv: { ...apiEnv, ...databases.api },
    migrationEnv: { ...tools, DATA_DIR: dataDir, ...databases.migration },
  };
}

/**
 * The derived keys are the API's alone; an API that has them is not told the secret.
 *
 * @param {NodeJS.ProcessEnv} shared
 * @returns {{ webEnv: NodeJS.ProcessEnv, apiEnv: NodeJS.ProcessEnv }}
 */
function splitSecrets(shared) {
  const { JWT_BRIDGE_KEY, JWT_BRIDGE_KEYS, ...webEnv } = shared;
  if (!JWT_BRIDGE_KEY && !JWT_BRIDGE_KEYS) return { webEnv, apiEnv: webEnv };
  const { BETTER_AUTH_SECRET: _one, BETTER_AUTH_SECRETS: _several, ...apiEnv } = shared;
  return { webEnv, apiEnv };
}
