import { TokenRevokedError } from "../errors.js";
import type { Principal } from "../principal.js";
import { MAX_LIFETIME } from "../profile.js";
import type { Entry } from "./entry.js";

/** The tokens that were ended, by session and by user. */
export interface EndedTokens {
  /** The same entry twice is as good as once. What ends later than any token can is taken to end with the last. */
  add(entry: Entry, now: number): void;
  /** @throws {@link TokenRevokedError} when the caller's token was ended. */
  check(principal: Principal): void;
  /** Drop the entries that end nothing any more. */
  forget(now: number): void;
  /** How many entries are held. */
  readonly size: number;
}

/** Seconds that an entry of an honest issuer lives at most: 65 beyond a token's, and as much for clocks that differ. */
const LONGEST = MAX_LIFETIME + 2 * 65;
/** Seconds between two looks at all entries. */
const SWEEP_EVERY = 60;

/** Two tables, so that a check is two look-ups. */
export function createEndedTokens(): EndedTokens {
  // In the order of arrival, which is nearly that of expiry.
  const sessions = new Map<string, number>();
  const users = new Map<string, { readonly before: number; readonly until: number }>();
  let swept = Number.NEGATIVE_INFINITY;
  return {
    add(entry, now) {
      const until = Math.min(entry.until, now + LONGEST);
      if ("sid" in entry) {
        put(sessions, entry.sid, Math.max(until, sessions.get(entry.sid) ?? until));
      } else {
        const known = users.get(entry.sub) ?? { before: entry.before, until };
        const before = Math.max(entry.before, known.before);
        put(users, entry.sub, { before, until: Math.max(until, known.until) });
      }
    },
    check({ sessionId, userId, claims }) {
      if (sessions.has(sessionId)) throw new TokenRevokedError("revoked: the session has ended");
      const ended = users.get(userId);
      if (ended !== undefined && claims.iat <= ended.before) {
        throw new TokenRevokedError("revoked: the user's tokens up to a later moment have ended");
      }
    },
    forget(now) {
      const isSweep = Math.abs(now - swept) >= SWEEP_EVERY;
      if (isSweep) swept = now;
      drop(sessions, (until) => until <= now, isSweep);
      drop(users, ({ until }) => until <= now, isSweep);
    },
    get size() {
      return sessions.size + users.size;
    },
  };
}

/** Set a value and move it to the end. */
function put<V>(entries: Map<string, V>, name: string, value: V): void {
  entries.delete(name);
  entries.set(name, value);
}

/** Drop from the front, or all that are over: what arrived out of order stays until then. */
function drop<V>(entries: Map<string, V>, isOver: (value: V) => boolean, isSweep: boolean): void {
  for (const [name, value] of entries) {
    if (isOver(value)) entries.delete(name);
    else if (!isSweep) return;
  }
}
