import { existsSync } from "node:fs";
import type { BlockList } from "node:net";
import { dirname, join, resolve } from "node:path";
import { ConfigurationError, readEnvironment } from "jwt-auth-bridge";
import { trustedProxyList } from "./client-address";

export type Database =
  | { readonly kind: "sqlite"; readonly file: string }
  | { readonly kind: "postgresql"; readonly url: string };

/** What the web app reads from its environment, checked. */
export interface WebEnvironment {
  /** Origin of this app: `BETTER_AUTH_URL`. */
  readonly origin: string;
  readonly audience: string;
  /** Origin of the API as the browser sees it. */
  readonly apiOrigin: string;
  /** Origin of the API as this server reaches it: `API_URL`, else the same. */
  readonly innerApiOrigin: string;
  readonly database: Database;
  /** What signs tokens: a key of the secret, or key pairs. */
  readonly signing: "secret" | "jwks";
  /** Where the API is told of sessions that ended. Undefined: it listens to this app. */
  readonly redisUrl: string | undefined;
  /** Peers whose `X-Forwarded-For` is believed. Empty: nobody's. */
  readonly trustedProxies: BlockList;
  readonly https: boolean;
}

type Variables = Readonly<Record<string, string | undefined>>;

/** Whoever verifies can do with these. This app needs the secret itself. */
const NOT_OURS = { JWT_BRIDGE_KEY: undefined, JWT_BRIDGE_KEYS: undefined, JWT_JWKS_URL: undefined };

/**
 * Read the environment at run time, so that one build runs on any port.
 *
 * The variables are reached through the parameter: Next replaces a literal `process.env.NEXT_PUBLIC_…` while
 * building, on the server too, and would fix the API's address for ever.
 *
 * @throws {ConfigurationError} One line that names the variable and the mend.
 */
export function readWebEnvironment(variables: Variables = process.env): WebEnvironment {
  const { issuer, audience } = readEnvironment({ ...variables, ...NOT_OURS });
  const apiOrigin = readApiOrigin(variables.NEXT_PUBLIC_API_URL, "NEXT_PUBLIC_API_URL");
  return {
    origin: issuer,
    audience,
    apiOrigin,
    innerApiOrigin: variables.API_URL ? readApiOrigin(variables.API_URL, "API_URL") : apiOrigin,
    database: readDatabase(variables),
    signing: readSigning(variables.JWT_SIGNING),
    redisUrl: readRedisUrl(variables.REDIS_URL),
    trustedProxies: trustedProxyList(variables.TRUSTED_PROXIES),
    https: issuer.startsWith("https:"),
  };
}

let current: WebEnvironment | undefined;

/** The checked environment of this process, read once. */
export function environment(): WebEnvironment {
  current ??= readWebEnvironment();
  return current;
}

function readApiOrigin(value: string | undefined, name: string): string {
  const mend = "Set it to the API's origin, for example http://localhost:8000";
  if (!value) throw new ConfigurationError("setting_missing", `${name} is missing. ${mend}`);
  const origin = /^https?:\/\//i.test(value) && URL.canParse(value) ? new URL(value).origin : undefined;
  if (origin === undefined || origin !== value.replace(/\/$/, "").toLowerCase()) {
    throw new ConfigurationError("setting_invalid", `${name} is not an http or https origin. ${mend}`);
  }
  return origin;
}

function readDatabase(variables: Variables): Database {
  const url = variables.DATABASE_URL;
  if (!url) return { kind: "sqlite", file: join(dataFolder(variables.DATA_DIR), "web.sqlite") };
  if (/^postgres(ql)?:\/\//.test(url)) return { kind: "postgresql", url };
  throw new ConfigurationError(
    "setting_invalid",
    "DATABASE_URL does not begin with postgresql://. Correct it, or remove it to use SQLite files",
  );
}

function readSigning(value = ""): WebEnvironment["signing"] {
  if (value === "" || value === "secret") return "secret";
  if (value === "jwks") return "jwks";
  throw new ConfigurationError(
    "setting_invalid",
    "JWT_SIGNING is neither secret nor jwks. Correct it, or remove it",
  );
}

function readRedisUrl(value: string | undefined): string | undefined {
  if (!value) return undefined;
  if (/^rediss?:\/\/\S+$/.test(value) && URL.canParse(value)) return value;
  throw new ConfigurationError(
    "setting_invalid",
    "REDIS_URL is not an address such as redis://localhost:6379. Correct it, or remove it to do without Redis",
  );
}

/** `DATA_DIR`, or `.data`, both from the repository's root: npm runs the app in its own folder instead. */
function dataFolder(folder: string | undefined): string {
  let root = process.cwd();
  while (!existsSync(join(root, "package-lock.json")) && dirname(root) !== root) root = dirname(root);
  return resolve(dirname(root) === root ? process.cwd() : root, folder || ".data");
}
