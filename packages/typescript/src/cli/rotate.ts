import { checkAudience } from "../audience.js";
import { type Environment, readSecretKeys } from "../environment.js";
import { MAX_LEEWAY, MAX_LIFETIME } from "../profile.js";
import { UsageError } from "./command-line.js";
import { formatPlan } from "./rotation-plan.js";

interface RotateOptions {
  readonly audience: string | undefined;
  readonly lifetime: string | undefined;
  readonly jwks: boolean | undefined;
}

const UNITS = { s: 1, m: 60, h: 3600 } as const;
const SOURCES = ["BETTER_AUTH_SECRETS", "BETTER_AUTH_SECRET", "JWT_BRIDGE_KEYS", "JWT_BRIDGE_KEY"];

/**
 * How to change the secret, as text. Of what the environment holds only key ids are in it.
 *
 * @throws {@link UsageError} for a lifetime that no token has.
 * @throws {@link ConfigurationError} for secrets or keys that nothing would start with.
 */
export function rotationPlan({ audience, lifetime = "5m", jwks = false }: RotateOptions, env: Environment) {
  const seconds = readLifetime(lifetime);
  return formatPlan({
    kids: SOURCES.some((name) => env[name]) ? readKids(audience, env) : [],
    audience,
    lifetime: seconds,
    wait: seconds + MAX_LEEWAY,
    jwks,
  });
}

function readKids(name: string | undefined, env: Environment): readonly string[] {
  const audience = checkAudience(name, "--audience");
  return readSecretKeys(env)
    .keysFor(audience)
    .map(({ kid }) => kid);
}

function readLifetime(text: string): number {
  const [, digits, unit] = /^(\d{1,6}) ?([smh])$/.exec(text) ?? [];
  const seconds = digits && unit ? Number(digits) * UNITS[unit as keyof typeof UNITS] : 0;
  if (seconds >= 1 && seconds <= MAX_LIFETIME) return seconds;
  throw new UsageError('--lifetime takes a time such as 5m, with s, m or h and at most "1h"');
}
