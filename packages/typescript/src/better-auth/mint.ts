import { randomUUID } from "node:crypto";
import { APIError } from "better-auth/api";
import { encode } from "../base64url.js";
import { ConfigurationError } from "../errors.js";
import { isIdentifier, MAX_TOKEN_LENGTH, RESERVED_CLAIMS } from "../profile.js";
import { parseObject } from "../strict-json.js";
import type { Issuing } from "./issuing.js";
import { type ClaimsFunction, type ClaimsSource, refuseReserved, type Settings } from "./options.js";
import { hmacSigner, type Signer } from "./signer.js";

/**
 * The claims that Better Auth does not write itself: who, in which session, and the application's own. And `exp`: the end of the
 * session, which no token outlives.
 */
export async function defineClaims(
  claims: ClaimsFunction,
  source: ClaimsSource,
): Promise<Record<string, unknown>> {
  const own = await claims(source);
  if (typeof own !== "object" || own === null || Array.isArray(own)) {
    throw new ConfigurationError("claims_invalid", "claims gave no object. Give an object of claims by name");
  }
  refuseReserved(Object.keys(own));
  const { id, expiresAt } = source.session;
  return { ...own, sid: id, jti: randomUUID(), exp: Math.floor(new Date(expiresAt).getTime() / 1000) };
}

/**
 * Sign what Better Auth made of the claims, if it is what the profile says.
 *
 * @param payload - From Better Auth: `iss`, `aud`, `iat`, `exp`, `sub` and what {@link defineClaims} gave.
 * @param now - The token's moment, in seconds since the epoch, and parts of them.
 * @param signer - A key that is derived from the secret, unless set.
 * @throws {@link ConfigurationError} for a payload that a verifier would refuse, or that somebody else asked for.
 * @throws {@link APIError} 401 in the last moment of a session: it is as good as over.
 */
export function signClaims(
  payload: Record<string, unknown>,
  issuing: Issuing,
  settings: Settings,
  now: number,
  signer: Signer = hmacSigner(issuing.keys[0]),
): string {
  const { iss, aud, sub, sid, jti, iat, exp: end, nbf, ...own } = payload;
  const conforms =
    iss === issuing.issuer &&
    aud === settings.audience &&
    nbf === undefined &&
    Number.isSafeInteger(iat) &&
    Number.isSafeInteger(end) &&
    [sub, sid, jti].every((id) => typeof id === "string" && isIdentifier(id));
  if (!conforms) {
    const message = `Only access tokens of profile v1 are signed here: check ${RESERVED_CLAIMS.join(", ")}`;
    throw new ConfigurationError("claims_invalid", message);
  }
  checkScope(own.scope);
  // Better Auth knows whole seconds alone. With milliseconds, a token that is minted just after a password was changed is
  // not taken for one from before (profile rule R5).
  const exp = Math.min(Math.floor(now) + settings.lifetime, end as number);
  if (exp <= now) {
    throw new APIError("UNAUTHORIZED", { code: "UNAUTHORIZED", message: "The session has ended" });
  }
  return compose({ iss, aud, sub, sid, jti, iat: now, exp, ...own }, signer);
}

function checkScope(scope: unknown): void {
  if (scope === undefined || scope === "") return;
  if (typeof scope !== "string" || scope.split(" ").includes("")) {
    throw new ConfigurationError(
      "claims_invalid",
      "The claim scope is not a string of scopes and single spaces",
    );
  }
}

function compose(claims: Record<string, unknown>, { headerSegment, sign }: Signer): string {
  const payload = serialise(claims);
  const signed = `${headerSegment}.${encode(payload)}`;
  const token = `${signed}.${sign(signed)}`;
  if (token.length > MAX_TOKEN_LENGTH) {
    const message = `The claims make the token longer than ${MAX_TOKEN_LENGTH} bytes. Add less`;
    throw new ConfigurationError("claims_invalid", message);
  }
  return token;
}

/** JSON that every verifier reads: no cycles, no halves of surrogate pairs, not too deep. */
function serialise(claims: Record<string, unknown>): string {
  try {
    const text = JSON.stringify(claims);
    parseObject(Buffer.from(text));
    return text;
  } catch {
    throw new ConfigurationError(
      "claims_invalid",
      "The claims cannot be written as JSON that every verifier reads",
    );
  }
}
