import { randomUUID } from "node:crypto";
import { encode } from "../base64url.js";
import { deriveKey, sign } from "../hmac-key.js";

/** Settings of {@link issueTestToken}. */
export interface TestTokenOptions {
  readonly secret: string;
  readonly issuer: string;
  readonly audience: string;
  readonly userId: string;
  /** A random one unless set. */
  readonly sessionId?: string;
  /** Seconds, 300 unless set. */
  readonly lifetime?: number;
  /** When it is issued, in seconds since the epoch; now unless set. */
  readonly now?: number;
  /** Added to the claims, or put in their place; `undefined` takes one away. */
  readonly claims?: Readonly<Record<string, unknown>>;
  /** The same for the header's members. */
  readonly header?: Readonly<Record<string, unknown>>;
}

/**
 * A token as `jwtBridge()` issues it, for tests.
 *
 * `claims` and `header` overrule everything, also what an issuer would never do: that is how a test makes the
 * token that its API must refuse. The signature is always the HMAC-SHA256 of what was written.
 *
 * @example
 * issueTestToken({ ...settings, userId: "ann", now: 0 }) // expired since 1970
 * issueTestToken({ ...settings, userId: "ann", header: { alg: "none" } })
 * issueTestToken({ ...settings, userId: "ann", claims: { sid: undefined } })
 * @throws {@link ConfigurationError} for a secret or an audience that no verifier would start with.
 */
export function issueTestToken(options: TestTokenOptions): string {
  const {
    secret,
    issuer,
    audience,
    userId,
    sessionId = randomUUID(),
    lifetime = 300,
    claims,
    header,
  } = options;
  const key = deriveKey(secret, audience);
  const iat = Math.floor(options.now ?? Date.now() / 1000);
  const payload = {
    iss: issuer,
    aud: audience,
    sub: userId,
    sid: sessionId,
    jti: randomUUID(),
    iat,
    exp: iat + lifetime,
    ...claims,
  };
  const first = header
    ? encode(JSON.stringify({ alg: "HS256", typ: "at+jwt", kid: key.kid, ...header }))
    : key.headerSegment;
  const signed = `${first}.${encode(JSON.stringify(payload))}`;
  return `${signed}.${sign(key, signed)}`;
}
