import { checkAudience } from "./audience.js";
import { checkDebug } from "./debug.js";
import { ConfigurationError } from "./errors.js";
import { checkUrl } from "./jwks/fetch.js";
import { remoteJwks } from "./jwks/remote.js";
import { derivedKey, type KeySource, sharedSecret } from "./keys.js";
import { originOf } from "./origin.js";
import { checkSecret } from "./secret.js";

/** Variables by name, as in `process.env`. An empty one counts as unset. */
export type Environment = Readonly<Record<string, string | undefined>>;

/** What {@link readEnvironment} finds: settings of `createVerifier` and of every `createAuthBridge`. */
export interface Settings {
  readonly issuer: string;
  readonly audience: string;
  /** Those of the key set first, where there are both. */
  readonly keys: readonly KeySource[];
  readonly debug: boolean;
  /** Where revocations are heard of, if the app asks for them and this is set; else they come from the issuer. */
  readonly redisUrl?: string;
}

/**
 * Settings from `BETTER_AUTH_URL`, `JWT_AUDIENCE`, `AUTH_DEBUG`, `REDIS_URL`, and where the keys come from: `JWT_JWKS_URL`, or the secret (in
 * its place `JWT_BRIDGE_KEYS` or `JWT_BRIDGE_KEY`), or both.
 *
 * @throws {@link ConfigurationError} with one line that names the variable and the mend, never its value.
 */
export function readEnvironment(env: Environment = process.env): Settings {
  const issuer = originOf(env.BETTER_AUTH_URL, "BETTER_AUTH_URL");
  return {
    issuer,
    audience: checkAudience(env.JWT_AUDIENCE, "JWT_AUDIENCE"),
    keys: readSources(env),
    debug: checkDebug(readSwitch(env, "AUTH_DEBUG"), issuer),
    ...(env.REDIS_URL && { redisUrl: env.REDIS_URL }),
  };
}

/**
 * The secrets of the environment: `BETTER_AUTH_SECRETS` goes before `BETTER_AUTH_SECRET`. The first signs.
 *
 * @throws {@link ConfigurationError} when there is none, or any of them breaks profile rule K1.
 */
export function readSecrets(env: Environment): readonly [string, ...string[]] {
  const ring = env.BETTER_AUTH_SECRETS;
  if (!ring) return [checkSecret(env.BETTER_AUTH_SECRET, "BETTER_AUTH_SECRET")];
  const [first, ...others] = ring.split(",").map(readEntry);
  const versions = [first, ...others].map((entry) => entry?.version);
  if (first === undefined || new Set(versions).size !== versions.length) {
    const message = "BETTER_AUTH_SECRETS has two entries of one version. Number each anew";
    throw new ConfigurationError("setting_invalid", message);
  }
  return [first.secret, ...others.map(({ secret }) => secret)];
}

/** One `version:secret` of `BETTER_AUTH_SECRETS` (profile rule K4). */
function readEntry(entry: string, index: number): { version: number; secret: string } {
  const [, version, secret] = /^\s*(\d{1,15})\s*:(.*)$/s.exec(entry) ?? [];
  if (version === undefined || secret === undefined) {
    const mend = "Write the newest first: 2:new,1:old";
    const message = `BETTER_AUTH_SECRETS has an entry ${index + 1} that is not <whole number>:<secret>. ${mend}`;
    throw new ConfigurationError("setting_invalid", message);
  }
  const name = `Version ${Number(version)} of BETTER_AUTH_SECRETS`;
  return { version: Number(version), secret: checkSecret(secret.trim(), name) };
}

const SECRETS = ["JWT_BRIDGE_KEYS", "JWT_BRIDGE_KEY", "BETTER_AUTH_SECRETS", "BETTER_AUTH_SECRET"];

function readSources(env: Environment): readonly KeySource[] {
  const url = env.JWT_JWKS_URL;
  if (!url) return [readSecretKeys(env)];
  // For its form alone: what two languages would read in two ways is refused.
  originOf(url, "JWT_JWKS_URL");
  const published = remoteJwks({ url: checkUrl(url, "JWT_JWKS_URL") });
  return SECRETS.some((name) => env[name]) ? [published, readSecretKeys(env)] : [published];
}

/**
 * The keys of a secret, and no key set.
 *
 * @throws {@link ConfigurationError} when there is neither a secret nor a key, or too many of them.
 */
export function readSecretKeys(env: Environment): KeySource {
  const [name, second] = ["JWT_BRIDGE_KEYS", "JWT_BRIDGE_KEY"].filter((each) => env[each]);
  if (name === undefined) return sharedSecret(readSecrets(env));
  if (second !== undefined) {
    const message =
      "JWT_BRIDGE_KEYS and JWT_BRIDGE_KEY are both set. Unset one: JWT_BRIDGE_KEYS takes several";
    throw new ConfigurationError("setting_invalid", message);
  }
  if (env.BETTER_AUTH_SECRETS || env.BETTER_AUTH_SECRET) {
    const message = `${name} and a secret are both set. Unset one: an API that has the key needs no secret`;
    throw new ConfigurationError("setting_invalid", message);
  }
  const value = env[name] as string;
  return derivedKey(name === "JWT_BRIDGE_KEYS" ? value.split(",") : value, name);
}

function readSwitch(env: Environment, name: string): boolean {
  const value = env[name] ?? "";
  if (!["", "0", "1"].includes(value)) {
    const mend = "Unset it, or set it to 1 on your own machine";
    throw new ConfigurationError("setting_invalid", `${name} is neither 0 nor 1. ${mend}`);
  }
  return value === "1";
}
