import type { Claims } from "./principal.js";
import { MAX_LEEWAY } from "./profile.js";

/** Of one key. */
export interface KeyMetrics {
  /** Tokens may be signed with it. */
  readonly newest: boolean;
  /** When a token of it was last verified, in seconds since the epoch; null for never, and for the newest key always. */
  readonly lastSeen: number | null;
  /** The latest `exp` of any of its tokens, likewise. */
  readonly latestExp: number | null;
}

/**
 * A key that nothing should be signed with any more, and the tokens of it that still come: so one knows when it may be
 * dropped.
 */
export interface OldKey {
  /**
   * Note a token that was verified. The first one is logged, and then one a minute. Of one that is remembered from before
   * nobody is told: `latestExp` says until when it may go on.
   */
  accepted(claims: Claims, now: number): void;
  readonly metrics: KeyMetrics;
}

const LOG_EVERY = 60;
// An id that is longer or of other characters was not made by any of us: it stays out of the log.
const PRINTABLE = /^[A-Za-z0-9_-]{1,64}$/;

/** @param info - Takes the line. */
export function createOldKey(kid: string, info: (message: string) => void): OldKey {
  const shown = PRINTABLE.test(kid) ? kid : "of another issuer";
  let lastSeen: number | null = null;
  let latestExp: number | null = null;
  let lifetime = 0;
  let logged = Number.NEGATIVE_INFINITY;
  return {
    accepted({ iat, exp }, now) {
      lastSeen = now;
      latestExp = Math.max(exp, latestExp ?? exp);
      lifetime = Math.max(lifetime, Math.ceil(exp - iat));
      if (now - logged < LOG_EVERY) return;
      logged = now;
      // The last line may be a minute older than the last token, and clocks may differ.
      const silence = lifetime + LOG_EVERY + MAX_LEEWAY;
      info(
        `a token of key ${shown}, not the newest, was accepted: drop the key when this line has stayed away for ${silence} seconds`,
      );
    },
    get metrics() {
      return { newest: false, lastSeen, latestExp };
    },
  };
}

/** Of a key that is not old. */
export const NEWEST: KeyMetrics = { newest: true, lastSeen: null, latestExp: null };
