import type { Session, User } from "better-auth";
import { checkAudience } from "../audience.js";
import { ConfigurationError } from "../errors.js";
import { MAX_LIFETIME, RESERVED_CLAIMS } from "../profile.js";
import { secondsOf } from "./duration.js";
import { type KeySetOptions, type KeySetSettings, readKeySet } from "./jwks/settings.js";
import { type RevocationOptions, type RevocationSettings, readRevocation } from "./revocation/settings.js";

/** Who a token is minted for: rows of Better Auth's tables, with the application's own fields. */
export interface ClaimsSource {
  readonly user: User & Record<string, unknown>;
  readonly session: Session & Record<string, unknown>;
}

/** What an application adds to the claims; a promise of it will do. */
export type ClaimsFunction = (
  source: ClaimsSource,
) => Record<string, unknown> | Promise<Record<string, unknown>>;

/** Settings of `jwtBridge()`. */
export interface JwtBridgeOptions extends KeySetOptions {
  /** The name of the API that the tokens are for, such as `todo-api`. */
  readonly audience: string;
  /** How long a token lives: a number with `s`, `m` or `h`, at most `1h`; `5m` unless set. */
  readonly lifetime?: string;
  /**
   * Claims of the application's own, by name or all from one function. A token holds nothing of a user that is
   * not named here. Reserved names are refused: those of a record at start, those of a function when minting.
   */
  readonly claims?: ClaimsFunction | Readonly<Record<string, (source: ClaimsSource) => unknown>>;
  /**
   * Requests to the token endpoint for each address: 300 in 10 seconds unless set. Active in production, or with
   * Better Auth's own `rateLimit.enabled`.
   *
   * Better Auth counts up to `max` until the address has paused for `window` seconds; no window slides. Many people
   * behind one address hardly pause, so a long window locks them out in the end, whatever `max` is.
   */
  readonly rateLimit?: { readonly window: number; readonly max: number };
  /**
   * Tell the APIs of every session that ends, so that its tokens end with it; without it they live until they expire.
   *
   * Entries are kept in the table `revocation`, which the APIs hear of at `GET /api/auth/revocations`; or in Redis, with
   * `redisUrl` or the variable `REDIS_URL`. What cannot be published does not happen: the sign-out fails.
   */
  readonly revocation?: true | RevocationOptions;
}

/** The same, checked and complete. */
export interface Settings {
  readonly audience: string;
  /** In seconds. */
  readonly lifetime: number;
  readonly claims: ClaimsFunction;
  readonly rateLimit: { readonly window: number; readonly max: number };
  /** Undefined: nobody is told. */
  readonly revocation: RevocationSettings | undefined;
  /** Undefined: there are no key pairs. */
  readonly keySet: KeySetSettings | undefined;
}

const KEY_SET_NAMES = ["signing", "publishJwks", "alg", "rotationInterval", "jwksOverlap"];
const NAMES = ["audience", "lifetime", "claims", "rateLimit", "revocation", ...KEY_SET_NAMES];

/** @throws {@link ConfigurationError} for anything that would issue tokens outside the profile. */
export function readOptions(options: JwtBridgeOptions): Settings {
  const unknown = Object.keys(options ?? {}).find((name) => !NAMES.includes(name));
  // Better Auth's own jwt() options would be ignored otherwise, and the tokens not be what they say.
  if (unknown !== undefined)
    throw invalid(`jwtBridge() has no option ${unknown}. It has ${NAMES.join(", ")}`);
  const audience = checkAudience(options?.audience, "The option audience of jwtBridge()");
  const lifetime = readLifetime(options.lifetime ?? "5m");
  return {
    audience,
    lifetime,
    claims: readClaims(options.claims ?? {}),
    rateLimit: readRateLimit(options.rateLimit ?? { window: 10, max: 300 }),
    revocation: readRevocation(options.revocation, audience),
    keySet: readKeySet(options),
  };
}

/** @throws {@link ConfigurationError} when any of `names` belongs to the issuer (profile rule C10). */
export function refuseReserved(names: readonly string[]): void {
  const reserved = names.find((name) => RESERVED_CLAIMS.includes(name));
  if (reserved !== undefined) {
    throw new ConfigurationError(
      "claim_reserved",
      `The claim ${reserved} is reserved. Give it another name in claims`,
    );
  }
}

// A bare number would be a date to Better Auth: 900 is fifteen minutes past midnight in 1970.
function readLifetime(lifetime: unknown): number {
  const seconds = secondsOf(lifetime);
  if (seconds < 1 || seconds > MAX_LIFETIME) {
    throw invalid('The lifetime is not a text such as "5m", with s, m or h and at most "1h"');
  }
  return seconds;
}

function readClaims(claims: NonNullable<JwtBridgeOptions["claims"]>): ClaimsFunction {
  if (typeof claims === "function") return claims;
  if (typeof claims !== "object" || Object.values(claims).some((claim) => typeof claim !== "function")) {
    throw invalid("claims is neither a function nor an object of functions, one for each claim");
  }
  const entries = Object.entries(claims);
  refuseReserved(entries.map(([name]) => name));
  return async (source) =>
    Object.fromEntries(await Promise.all(entries.map(async ([name, claim]) => [name, await claim(source)])));
}

function readRateLimit(rateLimit: { readonly window: number; readonly max: number }): Settings["rateLimit"] {
  const { window, max } = rateLimit ?? {};
  if (![window, max].every((value) => Number.isSafeInteger(value) && value > 0)) {
    throw invalid("rateLimit needs window, in seconds, and max, both whole numbers above 0");
  }
  return { window, max };
}

function invalid(message: string): ConfigurationError {
  return new ConfigurationError("setting_invalid", message);
}
