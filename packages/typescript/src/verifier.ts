import { readBearer } from "./bearer.js";
import { checkClaims, checkExpiry } from "./claims.js";
import { ConfigurationError } from "./errors.js";
import { type CompactJws, checkSignature, parseCompact } from "./jws.js";
import { createKeyRing, type FoundKey } from "./key-ring.js";
import type { KeySource } from "./keys.js";
import type { Metrics } from "./metrics.js";
import { parsePayload } from "./payload.js";
import { readPolicy } from "./policy.js";
import { type Principal, toPrincipal } from "./principal.js";
import type { Revocations } from "./revocation/revocations.js";
import { createSightings } from "./sightings.js";
import { type Compatibility, checkUnmodified, readCompatibility } from "./unmodified.js";
import { createVerifiedTokens } from "./verified-tokens.js";

const USUAL = "Bearer ";

/** Settings of {@link createVerifier}. */
export interface VerifierOptions {
  /** The exact `iss` of acceptable tokens: the origin of the auth server. */
  readonly issuer: string;
  /** The name of this API, which `aud` must be or hold. */
  readonly audience: string;
  /** Where the keys come from: one source, or several of them, newest first. */
  readonly keys: KeySource | readonly KeySource[];
  /** What ends tokens before they expire; without it nothing does. */
  readonly revocations?: Revocations;
  /**
   * `better-auth-jwt`: accept tokens of Better Auth's own `jwt()` as well, for the time of a move to `jwtBridge()`. They are
   * signed with keys of a key set, and name no session. Not together with `revocations`.
   */
  readonly compatibility?: Compatibility;
  /** Seconds by which two clocks may differ: 0 to 60, 5 unless set. */
  readonly leeway?: number;
  /** The clock, in seconds since the epoch. */
  readonly now?: () => number;
  /**
   * Takes a line, once a minute at most, while tokens of an old key come, or of an unmodified `jwt()`; `console.info` unless set.
   */
  readonly info?: (message: string) => void;
}

/** Turns a token into the caller, or refuses it. Of a token that it has seen before it checks the times and the revocations again. */
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
  /**
   * Whether a caller who was let in may stay: for what is open longer than a token lives. Asks nobody.
   *
   * @throws {@link TokenExpiredError} when their token has expired since.
   * @throws {@link TokenRevokedError} when it was ended since.
   * @throws {@link VerificationUnavailableError} when nobody knows, and such tokens are to be refused.
   */
  check(principal: Principal): void;
  /** How it goes, as numbers for a monitor. */
  metrics(): Metrics;
}

/** A verifier for this library's own guards, which need no promise where there is nothing to wait for. */
export interface DirectVerifier extends Verifier {
  /** As {@link Verifier.verifyHeader}, but at once, unless a source has to look for a key. A refusal may be thrown at once too. */
  verifyDirectly(authorization: string | readonly string[] | undefined): Principal | Promise<Principal>;
}

/**
 * A verifier of profile v1 tokens.
 *
 * @throws {@link ConfigurationError} for settings that cannot work.
 * @see conformance/PROFILE.md
 */
export function createVerifier(options: VerifierOptions): Verifier {
  const { verifyDirectly: _, ...verifier } = createDirectVerifier(options);
  return verifier;
}

/** @throws {@link ConfigurationError} for settings that cannot work. */
export function createDirectVerifier(options: VerifierOptions): DirectVerifier {
  const { keys, revocations, now = () => Date.now() / 1000 } = options;
  const { info = (message) => console.info(message) } = options;
  const policy = readPolicy(options);
  const isCompatible = readCompatibility(options.compatibility, revocations !== undefined);
  const sources = Array.isArray(keys) ? keys : [keys];
  if (sources.length === 0) {
    const message = "The verifier has no keys. Give a source of keys, such as sharedSecret()";
    throw new ConfigurationError("setting_invalid", message);
  }
  const verified = createVerifiedTokens(policy.leeway);
  // Of a token that is remembered the key may be gone.
  const { audience } = policy;
  const ring = createKeyRing({ sources, audience, isCompatible, changed: verified.forget, info });
  const unmodified = createSightings("an unmodified jwt() plugin", "unset compatibility", info);

  function recall(text: string): Principal | undefined {
    const principal = verified.find(text, now());
    if (principal !== undefined) revocations?.check(principal);
    return principal;
  }
  function verifyAnew(text: string): Principal | Promise<Principal> {
    const token = parseCompact(text);
    const key = ring.bySegment(token.header);
    if (key !== undefined) return accept(text, token, { key, isUnmodified: false });
    return ring.find(token).then((found) => accept(text, token, found));
  }
  function accept(text: string, token: CompactJws, { key, isUnmodified }: FoundKey): Principal {
    checkSignature(key, token.signingInput, token.signature);
    const moment = now();
    const check = isUnmodified ? checkUnmodified : checkClaims;
    const claims = check(parsePayload(token.payload), policy, moment);
    if (isUnmodified) unmodified.accepted(claims, moment);
    ring.watched(key.kid)?.accepted(claims, moment);
    const principal = toPrincipal(claims);
    verified.keep(text, claims);
    revocations?.check(principal);
    return principal;
  }
  function verifyDirectly(authorization: string | readonly string[] | undefined) {
    // A token that was seen before needs no look at its characters.
    const isUsual = typeof authorization === "string" && authorization.startsWith(USUAL);
    const usual = isUsual ? authorization.slice(USUAL.length) : undefined;
    const known = usual === undefined ? undefined : recall(usual);
    if (known !== undefined) return known;
    const text = readBearer(authorization);
    return (text === usual ? undefined : recall(text)) ?? verifyAnew(text);
  }
  return {
    verify: async (text) => recall(text) ?? verifyAnew(text),
    verifyHeader: async (authorization) => verifyDirectly(authorization),
    verifyDirectly,
    check(principal) {
      checkExpiry(principal.claims, policy.leeway, now());
      revocations?.check(principal);
    },
    metrics: () => ({
      keys: ring.metrics(),
      ...(isCompatible && {
        compatibility: { lastSeen: unmodified.lastSeen, latestExp: unmodified.latestExp },
      }),
      ...revocations?.metrics(),
    }),
  };
}
