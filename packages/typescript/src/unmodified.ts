import { checkClaims, type Policy } from "./claims.js";
import { ConfigurationError, TokenInvalidError } from "./errors.js";
import type { Claims } from "./principal.js";

/** Which tokens are accepted beside those of the profile: those of Better Auth's own `jwt()`, unmodified. */
export type Compatibility = "better-auth-jwt";

/** What a key set can publish: such a token is never signed with a secret. */
const ALGORITHMS = ["EdDSA", "ES256", "RS256"];
/** Claims of tokens that Better Auth signs with the same keys for somebody else (profile rule M3). */
const FOREIGN = "acr amr at_hash auth_time azp client_id cnf events nonce scope".split(" ");
/** In the place of ids that are not there. */
const NONE = "-";

/**
 * Whether the setting is on.
 *
 * @throws {@link ConfigurationError} for any other value, and together with revocations: no sign-out reaches a token that names
 *   no session.
 */
export function readCompatibility(
  compatibility: Compatibility | undefined,
  hasRevocations: boolean,
): boolean {
  if (compatibility === undefined) return false;
  if (compatibility !== "better-auth-jwt") throw invalid('compatibility is not "better-auth-jwt"');
  if (!hasRevocations) return true;
  const mend = "Set revocations when such tokens come no more, and compatibility is unset";
  throw invalid(`No sign-out ends the tokens that compatibility is for, which name no session. ${mend}`);
}

/**
 * Check the keys of a verifier that has the setting.
 *
 * @param algorithms - Of every key that it may come to have.
 * @throws {@link ConfigurationError} when all are of a secret.
 */
export function checkPublicKeys(algorithms: readonly string[]): void {
  if (algorithms.some((each) => ALGORITHMS.includes(each))) return;
  throw invalid(
    "compatibility needs the public keys of the auth server. Set JWT_JWKS_URL, or give remoteJwks()",
  );
}

/** What a header says of the kind of its token. */
export interface Kind {
  readonly alg: string;
  /** Absent in tokens of Better Auth's own `jwt()`, which are signed with public keys alone. */
  readonly typ: string | undefined;
}

/** Whether a header is as those of an unmodified `jwt()` are (profile rule M2). */
export function isUnmodified({ alg, typ }: Kind): boolean {
  return (typ === undefined || typ === "JWT") && ALGORITHMS.includes(alg);
}

/** The refusal of such a token where the application has not set `compatibility`. It tells the mend. */
export function notCompatible({ typ }: Kind): TokenInvalidError {
  return new TokenInvalidError(
    typ === undefined
      ? "header_members: no typ, as Better Auth's own jwt() leaves it out: put jwtBridge() in its place, or set compatibility here"
      : "typ: JWT, as of Better Auth's own jwt(): put jwtBridge() in its place, or set compatibility here",
  );
}

/**
 * The same as {@link checkClaims} for a token of an unmodified `jwt()`.
 *
 * @returns The claims without `sid` and `jti`: any column of the user's record may have these names.
 * @throws {@link TokenInvalidError} with code `token_expired` or `token_invalid`.
 * @see conformance/PROFILE.md §9
 */
export function checkUnmodified(payload: Record<string, unknown>, policy: Policy, now: number): Claims {
  const foreign = FOREIGN.find((name) => name in payload);
  if (foreign !== undefined) {
    throw new TokenInvalidError(`typ: ${foreign} is a claim of another kind of token`);
  }
  // The auth server itself is the audience that jwt() writes unless told otherwise.
  const audience = payload.aud === policy.issuer ? policy.issuer : policy.audience;
  const { sid, jti, ...claims } = payload;
  checkClaims({ ...claims, sid: NONE, jti: NONE }, { ...policy, audience }, now);
  return claims as Claims;
}

function invalid(message: string): ConfigurationError {
  return new ConfigurationError("setting_invalid", message);
}
