import { TokenExpiredError, TokenInvalidError } from "./errors.js";
import type { Claims } from "./principal.js";
import { isIdentifier, MAX_LIFETIME } from "./profile.js";

/** What a token has to say to be accepted. */
export interface Policy {
  readonly issuer: string;
  readonly audience: string;
  /** Seconds by which two clocks may differ. */
  readonly leeway: number;
}

const REQUIRED = ["iss", "aud", "sub", "sid", "jti", "iat", "exp"] as const;
const IDENTIFIERS = ["sub", "sid", "jti"] as const;
const TIMES = ["iat", "exp", "nbf"] as const;
// Beyond this a double rounds, and languages with big integers would disagree.
const LIMIT = 2 ** 53;

/**
 * Check a claims set against a policy, in the order that the profile lays down. Pure: no clock, no I/O.
 *
 * @param payload - Members of a payload whose signature is already verified.
 * @param now - Seconds since the epoch.
 * @throws {@link TokenInvalidError} with code `token_expired` or `token_invalid`.
 * @see conformance/PROFILE.md §5
 */
export function checkClaims(payload: Record<string, unknown>, policy: Policy, now: number): Claims {
  checkShape(payload);
  const { iss, aud, iat, exp, nbf } = payload;
  const { leeway } = policy;
  if (iss !== policy.issuer) {
    throw new TokenInvalidError(
      `iss: not issued by ${policy.issuer}, set the same BETTER_AUTH_URL on both sides`,
    );
  }
  if (aud !== policy.audience && (typeof aud === "string" || !aud.includes(policy.audience))) {
    throw new TokenInvalidError(`aud: not for ${policy.audience}, set the same JWT_AUDIENCE on both sides`);
  }
  if (exp <= iat) throw new TokenInvalidError("lifetime: exp is not after iat");
  if (exp - iat > MAX_LIFETIME) throw new TokenInvalidError(`lifetime: longer than ${MAX_LIFETIME} seconds`);
  // Nothing is before or after NaN: with such a clock a token would never expire. It vouches for none.
  if (!Number.isFinite(now) || iat > now + leeway)
    throw new TokenInvalidError("not_yet: iat is in the future, compare the clocks of both sides");
  if (nbf !== undefined && nbf > now + leeway)
    throw new TokenInvalidError("not_yet: nbf is in the future, compare the clocks of both sides");
  checkExpiry(payload, leeway, now);
  return payload;
}

/**
 * Check again whether claims that were good have expired.
 *
 * @param now - Seconds since the epoch.
 * @throws {@link TokenExpiredError} when they have, and at a moment that is not a number.
 */
export function checkExpiry({ exp }: Pick<Claims, "exp">, leeway: number, now: number): void {
  if (!(now < exp + leeway)) throw new TokenExpiredError("expired: exp is in the past");
}

/** Every claim that the profile names is there and of its kind. */
function checkShape(payload: Record<string, unknown>): asserts payload is Record<string, unknown> & Claims {
  for (const name of REQUIRED) {
    if (payload[name] === undefined) throw new TokenInvalidError(`claim_missing: ${name}`);
  }
  if (typeof payload.iss !== "string") throw new TokenInvalidError("claim_type: iss is not a string");
  if (!isAudience(payload.aud)) {
    throw new TokenInvalidError("claim_type: aud is neither a string nor an array of strings");
  }
  for (const name of IDENTIFIERS) checkIdentifier(name, payload[name]);
  for (const name of TIMES) {
    if (name in payload && !isTime(payload[name])) {
      throw new TokenInvalidError(`claim_type: ${name} is not a number of seconds`);
    }
  }
  if ("scope" in payload) checkScope(payload.scope);
}

function checkIdentifier(name: string, value: unknown): void {
  if (typeof value !== "string") throw new TokenInvalidError(`claim_type: ${name} is not a string`);
  if (!isIdentifier(value)) {
    throw new TokenInvalidError(`claim_value: ${name} is empty, too long or holds control characters`);
  }
}

function checkScope(value: unknown): void {
  if (typeof value !== "string") throw new TokenInvalidError("claim_type: scope is not a string");
  if (value !== "" && value.split(" ").includes("")) {
    throw new TokenInvalidError("claim_value: scopes are separated by single spaces");
  }
}

function isAudience(value: unknown): value is string | string[] {
  return (
    typeof value === "string" || (Array.isArray(value) && value.every((each) => typeof each === "string"))
  );
}

// JSON.parse reads 1e400 as Infinity, which would never expire.
function isTime(value: unknown): value is number {
  return typeof value === "number" && value > -LIMIT && value < LIMIT;
}
