import { TokenRevokedError } from "./errors.js";
import type { Principal } from "./principal.js";
import type { Entry } from "./revocation-entry.js";

/** The tokens that were ended, by session and by user. */
export interface EndedTokens {
  /** The same entry twice is as good as once. */
  add(entry: Entry): void;
  /** @throws {@link TokenRevokedError} when the caller's token was ended. */
  check(principal: Principal): void;
  /** Drop the entries that end nothing any more. */
  forget(now: number): void;
  /** How many entries are held. */
  readonly size: number;
}

/** Two tables, so that a check is two look-ups. */
export function createEndedTokens(): EndedTokens {
  // In the order of arrival, which is nearly that of expiry.
  const sessions = new Map<string, number>();
  const users = new Map<string, { readonly before: number; readonly until: number }>();
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
    check({ sessionId, userId, claims }) {
      if (sessions.has(sessionId)) throw new TokenRevokedError("revoked: the session has ended");
      const ended = users.get(userId);
      if (ended !== undefined && claims.iat <= ended.before) {
        throw new TokenRevokedError("revoked: the user's tokens up to a later moment have ended");
      }
    },
    forget(now) {
      drop(sessions, (until) => until <= now);
      drop(users, ({ until }) => until <= now);
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

/** Drop from the front. What arrived out of order stays a little longer. */
function drop<V>(entries: Map<string, V>, isOver: (value: V) => boolean): void {
  for (const [name, value] of entries) {
    if (!isOver(value)) return;
    entries.delete(name);
  }
}
