import { timingSafeEqual } from "node:crypto";
import { decode, hasCanonicalEnd } from "./base64url.js";
import { readBearer } from "./bearer.js";
import { type ClaimsPolicy, checkClaims } from "./claims.js";
import { ConfigurationError, InvalidTokenError } from "./errors.js";
import { findKey } from "./header.js";
import { parseObject, StrictJsonError } from "./json.js";
import { checkAudience, type Key, type KeySource, sign } from "./keys.js";
import { type Principal, toPrincipal } from "./principal.js";
import { MAX_TOKEN_LENGTH } from "./profile.js";

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
  /** @throws {@link InvalidTokenError} */
  verify(token: string): Promise<Principal>;
  /**
   * Verify the token of an `Authorization` header.
   *
   * @param authorization - The value, or every value where a request may repeat the header.
   * @throws {@link TokenMissingError} without bearer credentials; {@link InvalidTokenError} for bad ones.
   */
  verifyHeader(authorization: string | readonly string[] | undefined): Promise<Principal>;
}

const MAX_LEEWAY = 60;
const COMPACT = /^[A-Za-z0-9_-]+\.[A-Za-z0-9_-]+\.[A-Za-z0-9_-]+$/;

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
    const { header, payload, signature } = split(token);
    const signed = token.slice(0, header.length + 1 + payload.length);
    checkSignature(bySegment.get(header) ?? findKey(header, byKid), signed, signature);
    return toPrincipal(checkClaims(parsePayload(payload), policy, now()));
  }
  return {
    verify: async (token) => verify(token),
    verifyHeader: async (authorization) => verify(readBearer(authorization)),
  };
}

function readPolicy({ issuer, audience, leeway = 5 }: VerifierOptions): ClaimsPolicy {
  if (typeof issuer !== "string" || issuer === "") {
    const message = "The issuer is not set. Give the origin of the auth server, such as https://app.example";
    throw new ConfigurationError("setting_missing", message);
  }
  if (typeof leeway !== "number" || !(leeway >= 0 && leeway <= MAX_LEEWAY)) {
    throw new ConfigurationError(
      "setting_invalid",
      `The leeway is not a number of seconds from 0 to ${MAX_LEEWAY}`,
    );
  }
  return { issuer, audience: checkAudience(audience), leeway };
}

/** The three segments of a token, each known to be canonical base64url (profile §2). */
function split(token: string): { header: string; payload: string; signature: string } {
  if (typeof token === "string" && token.length > MAX_TOKEN_LENGTH) {
    throw new InvalidTokenError(`too_long: more than ${MAX_TOKEN_LENGTH} bytes`);
  }
  if (typeof token !== "string" || !COMPACT.test(token)) {
    throw new InvalidTokenError("grammar: not three segments of base64url");
  }
  const first = token.indexOf(".");
  const second = token.indexOf(".", first + 1);
  const header = token.slice(0, first);
  const payload = token.slice(first + 1, second);
  const signature = token.slice(second + 1);
  if (!hasCanonicalEnd(header) || !hasCanonicalEnd(payload) || !hasCanonicalEnd(signature)) {
    throw new InvalidTokenError("grammar: a segment is not canonical base64url");
  }
  return { header, payload, signature };
}

/** Compared as text in constant time; canonical text is as good as the bytes. */
function checkSignature(key: Key, signed: string, signature: string): void {
  const expected = Buffer.from(sign(key, signed));
  const given = Buffer.from(signature);
  if (expected.length !== given.length || !timingSafeEqual(expected, given)) {
    throw new InvalidTokenError(`signature: not made with key ${key.kid}`);
  }
}

function parsePayload(segment: string): Record<string, unknown> {
  try {
    return parseObject(decode(segment));
  } catch (error) {
    if (!(error instanceof StrictJsonError)) throw error;
    if (error.fault === "duplicate")
      throw new InvalidTokenError("payload_duplicate: a member name is repeated");
    if (error.fault === "number") throw new InvalidTokenError("claim_type: a number is not finite");
    throw new InvalidTokenError(
      "payload_json: the payload is not a JSON object that every parser reads alike",
    );
  }
}
