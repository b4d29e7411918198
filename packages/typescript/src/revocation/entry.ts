/** One revocation, as it is written on every transport. Times are seconds since the epoch. */
export type Entry = SessionEnded | UserTokensEnded;

/** Every token of this session is refused. */
export interface SessionEnded {
  readonly sid: string;
  /** When the last of its tokens has expired. */
  readonly until: number;
}

/** Every token of this user that was issued at or before a moment is refused. */
export interface UserTokensEnded {
  readonly sub: string;
  readonly before: number;
  readonly until: number;
}

/**
 * Whether this is an entry, and nothing more.
 *
 * @see conformance/PROFILE.md §8
 */
export function isEntry(value: unknown): value is Entry {
  if (typeof value !== "object" || value === null) return false;
  const { sid, sub, before, until } = value as Record<string, unknown>;
  const names = Object.keys(value).sort().join();
  if (names === "sid,until") return isId(sid) && Number.isFinite(until);
  return names === "before,sub,until" && isId(sub) && Number.isFinite(before) && Number.isFinite(until);
}

function isId(value: unknown): boolean {
  return typeof value === "string" && value !== "";
}
