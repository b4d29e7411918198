import type { Ending } from "./publisher.js";
import type { Adapter } from "./store.js";

type Where = NonNullable<Parameters<Adapter["findMany"]>[0]["where"]>;

/** A write that is about to be made through Better Auth's adapter. */
export interface Write {
  readonly model: string;
  readonly action: "create" | "update" | "delete";
  /** Which rows; none for a new one. */
  readonly where: Where;
  /** The new values; none for a deletion. */
  readonly data: Readonly<Record<string, unknown>>;
}

interface Row {
  readonly id: string;
  readonly userId: string;
  readonly expiresAt?: unknown;
}

const FIRST_READ = 100;

/**
 * Whose tokens a write ends.
 *
 * @param adapter - Reads what the write is about to change.
 * @param hasSession - Whether this user has ever signed in and not out: tokens end with their sessions.
 */
export async function endingsOf(
  { model, action, where, data }: Write,
  adapter: Adapter,
  hasSession: (userId: string) => Promise<boolean>,
): Promise<Ending[]> {
  const rows = () => readAll(adapter, model, where);
  // What is over by itself needs no entry: its tokens are over as well (profile rule R5).
  const live = async () => (await rows()).filter(({ expiresAt }) => !isPast(expiresAt));
  switch (`${action} ${model}`) {
    case "delete session":
      return (await live()).map(({ id }) => ({ sessionId: id }));
    case "update session":
      // A session that is kept for the record ends by its date.
      if (!isPast(data.expiresAt)) return [];
      return (await live()).map(({ id }) => ({ sessionId: id }));
    case "delete user":
      return (await rows()).map(({ id }) => ({ userId: id }));
    case "update user":
      return data.banned ? (await rows()).map(({ id }) => ({ userId: id })) : [];
    case "update account":
      return "password" in data ? (await rows()).map(({ userId }) => ({ userId })) : [];
    case "create account": {
      // Somebody's first password ends what was issued without one. Who is just signing up has nothing to end.
      const userId = String(data.userId);
      return data.password && (await hasSession(userId)) ? [{ userId }] : [];
    }
    default:
      return [];
  }
}

// Better Auth's own hooks see the first hundred rows of a deletion; tokens of the others would go on.
async function readAll(adapter: Adapter, model: string, where: Where) {
  for (let limit = FIRST_READ; ; limit *= 10) {
    const rows = await adapter.findMany<Row>({ model, where, limit });
    if (rows.length < limit) return rows;
  }
}

/** Whether this is the date of a session that is over. */
export function isPast(moment: unknown): boolean {
  return moment instanceof Date && moment.getTime() <= Date.now();
}
