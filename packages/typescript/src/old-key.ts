import type { Claims } from "./principal.js";
import { createSightings } from "./sightings.js";

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
  /** Note a token that was verified. */
  accepted(claims: Claims, now: number): void;
  readonly metrics: KeyMetrics;
}

// An id that is longer or of other characters was not made by any of us: it stays out of the log.
const PRINTABLE = /^[A-Za-z0-9_-]{1,64}$/;

/** @param info - Takes the line. */
export function createOldKey(kid: string, info: (message: string) => void): OldKey {
  const shown = PRINTABLE.test(kid) ? kid : "of another issuer";
  const seen = createSightings(`key ${shown}, not the newest,`, "drop the key", info);
  return {
    accepted: seen.accepted,
    get metrics() {
      return { newest: false, lastSeen: seen.lastSeen, latestExp: seen.latestExp };
    },
  };
}

/** Of a key that is not old. */
export const NEWEST: KeyMetrics = { newest: true, lastSeen: null, latestExp: null };
