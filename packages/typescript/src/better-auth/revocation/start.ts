import { type AuthContext, getCurrentAdapter } from "better-auth";
import { ConfigurationError } from "../../errors.js";
import { endingsOf } from "./endings.js";
import { createFeed, type Feed } from "./feed.js";
import { guardAdapter } from "./guarded-adapter.js";
import { guardSessions } from "./guarded-sessions.js";
import { createPublisher, type Publish } from "./publisher.js";
import { createRedisStore } from "./redis-store.js";
import type { RevocationSettings } from "./settings.js";
import { createTableStore } from "./table-store.js";

/**
 * From now on nothing that ends tokens happens in this Better Auth without an entry that says so.
 *
 * @returns The feed, or undefined where the entries are kept in Redis.
 * @throws {@link ConfigurationError} where sessions or entries would be kept nowhere.
 */
export function startRevocation(context: AuthContext, settings: RevocationSettings): Feed | undefined {
  checkStorage(context, settings.redisUrl);
  const { redisUrl } = settings;
  if (redisUrl !== undefined) {
    const store = createRedisStore(redisUrl, settings.audience, context.logger);
    guard(context, createPublisher(store, context.logger), () => {});
    return undefined;
  }
  // They need each other: what is written is told, and what is told is read.
  let nudge = () => {};
  const store = createTableStore(context.adapter, () => nudge());
  const feed = createFeed(store, context.logger, settings.listeners);
  nudge = feed.nudge;
  guard(context, createPublisher(store, context.logger), nudge);
  return feed;
}

/** Every way to an ending: the database, and the storage that sessions may be kept in besides it. */
function guard(context: AuthContext, publish: Publish, committed: () => void): void {
  const { adapter } = context;
  const names = ownNames(context);
  const hasSession = async (userId: string) => {
    const sessions = await context.internalAdapter.listSessions(userId);
    return sessions.length > 0;
  };
  guardAdapter(
    adapter,
    async (write, through) => {
      const model = names.get(write.model) ?? write.model;
      await publish(await endingsOf({ ...write, model }, through, hasSession), through);
    },
    committed,
  );
  if (context.options.secondaryStorage === undefined) return;
  guardSessions(context, async (sessionIds) => {
    const endings = sessionIds.map((sessionId) => ({ sessionId }));
    await publish(endings, await getCurrentAdapter(adapter));
  });
}

/** The tables' names to Better Auth, by those that an application may have given them: its adapter takes both. */
function ownNames({ tables }: AuthContext): ReadonlyMap<string, string> {
  return new Map(
    ["session", "user", "account"].flatMap((name) => {
      const given = tables[name]?.modelName ?? name;
      return [given, `${given}s`, `${name}s`].map((each) => [each, name]);
    }),
  );
}

function checkStorage({ options }: AuthContext, redisUrl: string | undefined): void {
  if (!options.database && !options.secondaryStorage) {
    const message =
      "revocation needs sessions that are kept on the server. Set database or secondaryStorage of Better Auth";
    throw new ConfigurationError("setting_invalid", message);
  }
  if (!options.database && redisUrl === undefined) {
    const message = "revocation has nowhere to keep its entries. Set database of Better Auth, or REDIS_URL";
    throw new ConfigurationError("setting_invalid", message);
  }
}
