import type { Claims } from "./principal.js";
import { createLastSeen, createSightings, type Sightings } from "./sightings.js";

/** Of one key. */
export interface KeyMetrics {
  /** It is the newest of its source: tokens may be signed with it. */
  readonly newest: boolean;
  /**
   * When a token of it was last verified, in seconds since the epoch; null for never. Always null of a key that cannot be about to
   * go: the newest of an only source, and keys that are published.
   */
  readonly lastSeen: number | null;
  /** The latest `exp` of any of its tokens, likewise. */
  readonly latestExp: number | null;
}

/** A key that may be about to be dropped, and the tokens of it that still come. */
export interface WatchedKey {
  /** Note a token that was verified. */
  accepted(claims: Claims, now: number): void;
  readonly metrics: KeyMetrics;
}

// An id that is longer or of other characters was not made by any of us: it stays out of the log.
const PRINTABLE = /^[A-Za-z0-9_-]{1,64}$/;

/**
 * A key that is not the newest of its source. The log tells of its tokens.
 *
 * @param info - Takes the line.
 */
export function createOldKey(kid: string, info: (message: string) => void): WatchedKey {
  const shown = PRINTABLE.test(kid) ? kid : "of another issuer";
  return watch(false, createSightings(`key ${shown}, not the newest,`, "drop the key", info));
}

/** The newest of a source that may be dropped for another. When its tokens came can be asked for. */
export function createNewestKey(): WatchedKey {
  return watch(true, createLastSeen());
}

function watch(newest: boolean, seen: Sightings): WatchedKey {
  return {
    accepted: seen.accepted,
    get metrics() {
      return { newest, lastSeen: seen.lastSeen, latestExp: seen.latestExp };
    },
  };
}

/** Of a key that nobody watches. */
export const NEWEST: KeyMetrics = { newest: true, lastSeen: null, latestExp: null };
