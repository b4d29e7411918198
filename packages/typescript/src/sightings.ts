import type { Claims } from "./principal.js";
import { MAX_LEEWAY } from "./profile.js";

/** When tokens of a kind were last verified: so one knows that they have stopped. */
export interface Sightings {
  /**
   * Note a token that was verified. Of one that is remembered from before nobody is told: `latestExp` says until when it may
   * go on.
   */
  accepted(claims: Claims, now: number): void;
  /** When such a token was last verified, in seconds since the epoch; null for never. */
  readonly lastSeen: number | null;
  /** The latest `exp` of any of them, likewise. */
  readonly latestExp: number | null;
}

const LOG_EVERY = 60;

/** Sightings of which nobody is told: they can be asked for. */
export function createLastSeen(): Sightings {
  let lastSeen: number | null = null;
  let latestExp: number | null = null;
  return {
    accepted({ exp }, now) {
      lastSeen = now;
      latestExp = Math.max(exp, latestExp ?? exp);
    },
    get lastSeen() {
      return lastSeen;
    },
    get latestExp() {
      return latestExp;
    },
  };
}

/**
 * The same of tokens that should come no more: the first one is logged, and then one a minute.
 *
 * @param of - What the tokens are of.
 * @param mend - What to do when they come no more.
 * @param info - Takes the line.
 */
export function createSightings(of: string, mend: string, info: (message: string) => void): Sightings {
  const seen = createLastSeen();
  let lifetime = 0;
  let logged = Number.NEGATIVE_INFINITY;
  return {
    accepted(claims, now) {
      seen.accepted(claims, now);
      const { iat, exp } = claims;
      lifetime = Math.max(lifetime, Math.ceil(exp - iat));
      if (now - logged < LOG_EVERY) return;
      logged = now;
      // The last line may be a minute older than the last token, and clocks may differ.
      const silence = lifetime + LOG_EVERY + MAX_LEEWAY;
      info(`a token of ${of} was accepted: ${mend} when this line has stayed away for ${silence} seconds`);
    },
    get lastSeen() {
      return seen.lastSeen;
    },
    get latestExp() {
      return seen.latestExp;
    },
  };
}
