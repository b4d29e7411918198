import type { AuthContext } from "better-auth";
import { isPast } from "./endings.js";

type InternalAdapter = AuthContext["internalAdapter"];

/**
 * Have `before` called ahead of every ending of sessions that are kept in secondary storage, with their ids. Of one that is over
 * by itself nobody is told: so are its tokens.
 *
 * All that is read of these sessions and deleted goes through the internal adapter. What is below it cannot be caught:
 * with another plugin's options Better Auth goes on with a copy of its own, storage included. And what it deletes last,
 * after a transaction, it only logs when that fails; here it is published first.
 *
 * Better Auth makes the internal adapter when all plugins have been started, so it is caught as it is set.
 *
 * @param before - What it throws, the operation throws, and nothing has been ended.
 */
export function guardSessions(
  context: AuthContext,
  before: (sessionIds: readonly string[]) => Promise<void>,
): void {
  let current = guard(context.internalAdapter, before);
  Object.defineProperty(context, "internalAdapter", {
    get: () => current,
    set(adapter: InternalAdapter) {
      current = guard(adapter, before);
    },
    enumerable: true,
    configurable: true,
  });
}

function guard(
  adapter: InternalAdapter,
  before: (sessionIds: readonly string[]) => Promise<void>,
): InternalAdapter {
  const tell = (sessions: readonly { readonly id: string; readonly expiresAt: Date }[]) =>
    before(sessions.filter(({ expiresAt }) => !isPast(expiresAt)).map(({ id }) => id));
  const allOf = async (userId: string) => tell(await adapter.listSessions(userId));
  const these = async (tokens: readonly string[]) => {
    const found = await Promise.all(tokens.map((token) => adapter.findSession(token)));
    await tell(found.flatMap((each) => (each === null ? [] : [each.session])));
  };
  return {
    ...adapter,
    async deleteSession(token) {
      await these([token]);
      return adapter.deleteSession(token);
    },
    async deleteSessions(tokens) {
      await these(tokens);
      return adapter.deleteSessions(tokens);
    },
    async deleteUserSessions(userId) {
      await allOf(userId);
      return adapter.deleteUserSessions(userId);
    },
    async deleteUser(userId) {
      await allOf(userId);
      return adapter.deleteUser(userId);
    },
  };
}
