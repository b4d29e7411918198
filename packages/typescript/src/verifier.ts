import { decode } from "./base64url.js";
import { readBearer } from "./bearer.js";
import { checkClaims, type Policy } from "./claims.js";
import { ConfigurationError, TokenInvalidError } from "./errors.js";
import { readHeader } from "./header.js";
import { checkSignature, parseCompact } from "./jws.js";
import { checkAudience, type Key, type KeySource } from "./keys.js";
import { isOrigin } from "./origin.js";
import { type Principal, toPrincipal } from "./principal.js";
import { parseObject, StrictJsonError } from "./strict-json.js";
import { unknownKey } from "./unknown-key.js";

/** Settings of {@link createVerifier}. */
export interface VerifierOptions {
  /** The exact `iss` of acceptable tokens: the origin of the auth server. */
  readonly issuer: string;
  /** The name of this API, which `aud` must be or hold. */
  readonly audience: string;
  readonly keys: KeySource;
  /** Seconds by which two clocks may differ: 0 to 60, 5 unless set. */
  readonly leeway?: number;
  /** The clock, in seconds since the epoch. */
  readonly now?: () => number;
}

/** Turns a token into the caller, or refuses it. Holds no state between calls. */
export interface Verifier {
  /** @throws {@link TokenInvalidError} */
  verify(token: string): Promise<Principal>;
  /**
   * Verify the token of an `Authorization` header.
   *
   * @param authorization - The value, or every value where a request may repeat the header.
   * @throws {@link TokenMissingError} without bearer credentials; {@link TokenInvalidError} for bad ones.
   */
  verifyHeader(authorization: string | readonly string[] | undefined): Promise<Principal>;
}

const MAX_LEEWAY = 60;

/**
 * A verifier of profile v1 tokens.
 *
 * @throws {@link ConfigurationError} for settings that cannot work.
 * @see conformance/PROFILE.md
 */
export function createVerifier(options: VerifierOptions): Verifier {
  const { keys, now = () => Date.now() / 1000 } = options;
  const policy = readPolicy(options);
  const ring = keys.keysFor(policy.audience);
  const bySegment = new Map(ring.map((key) => [key.headerSegment, key]));
  const byKid = new Map(ring.map((key) => [key.kid, key]));

  function verify(token: string): Principal {
    const { header, payload, signature, signingInput } = parseCompact(token);
    const key = bySegment.get(header) ?? findKey(header, payload);
    checkSignature(key, signingInput, signature);
    return toPrincipal(checkClaims(parsePayload(payload), policy, now()));
  }
  /** For headers in another spelling than the issuer's own. */
  function findKey(header: string, payload: string): Key {
    const { kid, key } = readHeader(header, byKid);
    if (key === undefined) throw unknownKey(kid, byKid.keys(), payload, policy.audience);
    return key;
  }
  return {
    verify: async (token) => verify(token),
    verifyHeader: async (authorization) => verify(readBearer(authorization)),
  };
}

function readPolicy({ issuer, audience, leeway = 5 }: VerifierOptions): Policy {
  if (typeof issuer !== "string" || issuer === "") {
    const message = "The issuer is not set. Give the origin of the auth server, such as https://app.example";
    throw new ConfigurationError("setting_missing", message);
  }
  // With a slash at its end, say, it would be the issuer of no token.
  if (!isOrigin(issuer)) {
    const message = "The issuer is not an origin. Give that of the auth server, such as https://app.example";
    throw new ConfigurationError("setting_invalid", message);
  }
  if (typeof leeway !== "number" || !(leeway >= 0 && leeway <= MAX_LEEWAY)) {
    throw new ConfigurationError(
      "setting_invalid",
      `The leeway is not a number of seconds from 0 to ${MAX_LEEWAY}`,
    );
  }
  return { issuer, audience: checkAudience(audience), leeway };
}

function parsePayload(segment: string): Record<string, unknown> {
  try {
    return parseObject(decode(segment));
  } catch (error) {
    if (!(error instanceof StrictJsonError)) throw error;
    if (error.fault === "duplicate")
      throw new TokenInvalidError("payload_duplicate: a member name is repeated");
    if (error.fault === "number") throw new TokenInvalidError("claim_type: a number is not finite");
    throw new TokenInvalidError(
      "payload_json: the payload is not a JSON object that every parser reads alike",
    );
  }
}
