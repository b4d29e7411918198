import { createSecretKey, type KeyObject } from "node:crypto";
import { decode, encode } from "../base64url.js";
import { TokenInvalidError } from "../errors.js";
import { hasMac, hkdf, sign } from "../hmac-key.js";
import { parseCompact } from "../jws.js";
import type { Key } from "../key.js";
import { parseObject } from "../strict-json.js";

const INFO = "revocation-feed/HS256";
const LIFETIME = 60;
/** Seconds by which the clocks of both sides may differ. */
const LEEWAY = 60;

/** What an API asks the auth server for revocations with. It verifies and signs no access token. */
export interface FeedKey {
  readonly kid: string;
  /** The first segment of every feed token under this key. */
  readonly headerSegment: string;
  readonly material: KeyObject;
}

/** The two ends of a feed: the audience listens, the issuer answers. */
export interface FeedPolicy {
  readonly issuer: string;
  readonly audience: string;
}

/**
 * The feed's key, from the key of the access tokens: whoever can verify those can listen (profile rule F1).
 *
 * @param key - An HS256 key.
 */
export function deriveFeedKey({ kid, material }: Key): FeedKey {
  const bytes = hkdf(material.export(), INFO, 32);
  const header = encode(`{"alg":"HS256","typ":"revocations+jwt","kid":"${kid}"}`);
  return { kid, headerSegment: header, material: createSecretKey(bytes) };
}

/**
 * A feed token, for one request: `iss` is the API, `aud` the auth server (profile rule F2).
 *
 * @param now - Seconds since the epoch; it is good for 60 from then on.
 */
export function signFeedToken(key: FeedKey, { issuer, audience }: FeedPolicy, now: number): string {
  const iat = Math.floor(now);
  const claims = { iss: audience, aud: issuer, iat, exp: iat + LIFETIME };
  const signed = `${key.headerSegment}.${encode(JSON.stringify(claims))}`;
  return `${signed}.${sign(key, signed)}`;
}

/**
 * Let a feed token pass that is exactly what {@link signFeedToken} makes (profile rule F2).
 *
 * @param keys - Of which any may have signed it.
 * @throws {@link TokenInvalidError} for anything else, access tokens included.
 */
export function checkFeedToken(
  keys: readonly FeedKey[],
  token: string,
  policy: FeedPolicy,
  now: number,
): void {
  const { header, payload, signature, signingInput } = parseCompact(token);
  // Nothing of a header is interpreted: there is one spelling for each key.
  const key = keys.find(({ headerSegment }) => headerSegment === header);
  if (key === undefined) throw new TokenInvalidError("feed_token: not one under a key that is known here");
  if (!hasMac(key, signingInput, signature)) {
    throw new TokenInvalidError(`feed_token: not signed with the feed key of ${key.kid}`);
  }
  checkClaims(parse(payload), policy, now);
}

function checkClaims(claims: Record<string, unknown>, { issuer, audience }: FeedPolicy, now: number): void {
  const { iss, aud, iat, exp } = claims;
  if (Object.keys(claims).sort().join() !== "aud,exp,iat,iss" || !isMoment(iat) || !isMoment(exp)) {
    throw new TokenInvalidError("feed_token: not exactly iss, aud, iat and exp");
  }
  if (iss !== audience) throw new TokenInvalidError("feed_token: not from this audience");
  if (aud !== issuer) throw new TokenInvalidError("feed_token: not for this auth server");
  if (!(exp > iat && exp - iat <= LIFETIME)) {
    throw new TokenInvalidError(`feed_token: lives longer than ${LIFETIME} seconds, or not at all`);
  }
  // Said positively: a clock that is not a number lets nothing pass.
  if (!(iat <= now + LEEWAY)) {
    throw new TokenInvalidError("feed_token: from the future, compare the clocks of both sides");
  }
  if (!(now < exp + LEEWAY)) throw new TokenInvalidError("feed_token: expired");
}

function parse(payload: string): Record<string, unknown> {
  try {
    return parseObject(decode(payload));
  } catch {
    throw new TokenInvalidError("feed_token: not a JSON object that every parser reads alike");
  }
}

function isMoment(value: unknown): value is number {
  return typeof value === "number" && Number.isFinite(value);
}
