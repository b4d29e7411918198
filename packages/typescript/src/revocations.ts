import { ConfigurationError, TokenRevokedError, VerificationUnavailableError } from "./errors.js";
import type { Principal } from "./principal.js";
import type { Entry } from "./revocation-entry.js";

/** Settings of {@link createRevocations}. */
export interface RevocationsOptions {
  /**
   * After `maxStaleness` seconds in which the transport said nothing: `refuse` every token (503,
   * `verification_unavailable`), or `accept` them, with a warning a minute. `refuse` unless set.
   */
  readonly whenStale?: "refuse" | "accept";
  /** Seconds, more than 0, up to 3600; 30 unless set. */
  readonly maxStaleness?: number;
  /** A clock that never goes back, in seconds. */
  readonly clock?: () => number;
  /** Seconds since the epoch. */
  readonly now?: () => number;
  /** Takes the warning; `console.warn` unless set. */
  readonly warn?: (message: string) => void;
}

/** Sessions and users whose tokens have been ended, kept in memory. An entry lives as long as a token that it ends can. */
export interface Revocations {
  /** Refuse these tokens from now on. The same entry twice is as good as once. */
  add(entry: Entry): void;
  /** All that has been published up to now was added. Entries that end nothing any more are dropped. */
  heard(): void;
  /**
   * Let the caller pass unless their token was ended.
   *
   * @throws {@link TokenRevokedError} when it was.
   * @throws {@link VerificationUnavailableError} when nobody knows, and such tokens are to be refused.
   */
  check(principal: Principal): void;
  /** Seconds since the transport was last heard; infinite before the first time. */
  readonly staleness: number;
  /** How many entries are held. */
  readonly size: number;
}

/** Brings entries from where they are published. */
export interface RevocationTransport {
  /**
   * Add every live entry, then each new one, and call `heard` whenever all that there are were added.
   *
   * Goes on until the signal is given: what is down is tried again.
   */
  run(revocations: Revocations, signal: AbortSignal): Promise<void>;
}

const MAX_STALENESS = 30;
const LONGEST_STALENESS = 3600;
const WARN_EVERY = 60;

/**
 * What has been revoked. Each request is checked against it, and nobody is asked.
 *
 * @throws {@link ConfigurationError}
 * @see conformance/PROFILE.md §8
 */
export function createRevocations(options: RevocationsOptions = {}): Revocations {
  const {
    whenStale = "refuse",
    maxStaleness = MAX_STALENESS,
    warn = (message) => console.warn(message),
  } = options;
  const { clock = () => performance.now() / 1000, now = () => Date.now() / 1000 } = options;
  checkOptions(whenStale, maxStaleness);
  // In the order of arrival, which is nearly that of expiry.
  const sessions = new Map<string, number>();
  const users = new Map<string, { readonly before: number; readonly until: number }>();
  let heard = Number.NEGATIVE_INFINITY;
  let warned = Number.NEGATIVE_INFINITY;

  function reportStale(): void {
    const reason =
      `revocations_stale: nothing heard of revocations for more than ${maxStaleness} seconds` as const;
    if (whenStale === "refuse") throw new VerificationUnavailableError(reason);
    if (clock() - warned < WARN_EVERY) return;
    warned = clock();
    warn(`accepted without knowing of revocations: ${reason}`);
  }
  return {
    add(entry) {
      if ("sid" in entry) {
        const until = Math.max(entry.until, sessions.get(entry.sid) ?? entry.until);
        put(sessions, entry.sid, until);
      } else {
        const known = users.get(entry.sub) ?? entry;
        const before = Math.max(entry.before, known.before);
        put(users, entry.sub, { before, until: Math.max(entry.until, known.until) });
      }
    },
    heard() {
      heard = clock();
      const moment = now();
      drop(sessions, (until) => until <= moment);
      drop(users, ({ until }) => until <= moment);
    },
    check({ sessionId, userId, claims }) {
      if (sessions.has(sessionId)) throw new TokenRevokedError("revoked: the session has ended");
      const ended = users.get(userId);
      if (ended !== undefined && claims.iat <= ended.before) {
        throw new TokenRevokedError("revoked: the user's tokens up to a later moment have ended");
      }
      if (clock() - heard > maxStaleness) reportStale();
    },
    get staleness() {
      return clock() - heard;
    },
    get size() {
      return sessions.size + users.size;
    },
  };
}

function checkOptions(whenStale: unknown, maxStaleness: unknown): void {
  if (whenStale !== "refuse" && whenStale !== "accept") {
    throw new ConfigurationError("setting_invalid", 'whenStale is neither "refuse" nor "accept"');
  }
  if (typeof maxStaleness !== "number" || !(maxStaleness > 0 && maxStaleness <= LONGEST_STALENESS)) {
    const message = `maxStaleness is not a number of seconds above 0, up to ${LONGEST_STALENESS}`;
    throw new ConfigurationError("setting_invalid", message);
  }
}

/** Set a value and move it to the end. */
function put<V>(entries: Map<string, V>, name: string, value: V): void {
  entries.delete(name);
  entries.set(name, value);
}

/** Drop from the front. What arrived out of order stays a little longer. */
function drop<V>(entries: Map<string, V>, isOver: (value: V) => boolean): void {
  for (const [name, value] of entries) {
    if (!isOver(value)) return;
    entries.delete(name);
  }
}
