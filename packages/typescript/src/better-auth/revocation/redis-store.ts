import type { AuthContext } from "better-auth";
import type { Entry } from "../../revocation/entry.js";
import { ConnectionError, reasonOf } from "../../revocation/transport.js";
import { ENTRY_LIFE } from "./publisher.js";
import type { RevocationStore } from "./store.js";
import { within } from "./within.js";

/** What is used of the package `redis`: an application that keeps no entries in Redis need not have it. */
interface RedisClient {
  connect(): Promise<unknown>;
  destroy(): void;
  on(event: "error", listener: (error: unknown) => void): unknown;
  unref(): void;
  set(key: string, value: string): Promise<unknown>;
  xAdd(
    key: string,
    id: string,
    message: Record<string, string>,
    options: { TRIM: { strategy: "MINID"; strategyModifier: "~"; threshold: number } },
  ): Promise<unknown>;
}

/** Milliseconds: nobody waits longer for a sign-out because Redis is down. */
const TIMEOUT = 2000;
/** Seconds by which the clocks of Redis and of this server may differ. */
const CLOCKS = 60;
/** Milliseconds between two signs of life, and between two attempts at one. */
const SIGN_EVERY = 60_000;
const TRY_EVERY = 5000;

/** The stream's name, one for each audience. */
export function streamKey(audience: string): string {
  return `jwt-auth-bridge:revocations:${audience}`;
}

/** The name of the sign that an issuer writes to this Redis: an empty stream looks the same in any other. */
export function issuerKey(audience: string): string {
  return `${streamKey(audience)}:issuer`;
}

/**
 * A Redis stream, which verifiers read by themselves. What is written there is not taken back when the operation
 * fails later on: such tokens have ended, although the session goes on.
 *
 * @see conformance/PROFILE.md §8
 */
export function createRedisStore(
  url: string,
  audience: string,
  logger: AuthContext["logger"],
): RevocationStore {
  const key = streamKey(audience);
  const sign = (redis: RedisClient) => redis.set(issuerKey(audience), "1");
  let client: Promise<RedisClient> | undefined;

  async function connected(): Promise<RedisClient> {
    client ??= connect(url);
    try {
      return await client;
    } catch (error) {
      client = undefined;
      throw error;
    }
  }

  async function keepSigning(hadFailed = false): Promise<void> {
    let hasFailed = false;
    try {
      await sign(await connected());
    } catch (error) {
      hasFailed = true;
      if (!hadFailed)
        logger.error(`Redis cannot be used, APIs that listen to it are told of nothing: ${reasonOf(error)}`);
    }
    setTimeout(keepSigning, hasFailed ? TRY_EVERY : SIGN_EVERY, hasFailed).unref();
  }

  void keepSigning();
  return {
    async publish(entries) {
      const redis = await connected();
      // Trimmed by the age that Redis gives to what it holds.
      const threshold = Date.now() - (ENTRY_LIFE + CLOCKS) * 1000;
      const options = { TRIM: { strategy: "MINID", strategyModifier: "~", threshold } } as const;
      const add = (entry: Entry) => redis.xAdd(key, "*", { entry: JSON.stringify(entry) }, options);
      await Promise.all([sign(redis), ...entries.map(add)]);
    },
  };
}

async function connect(url: string): Promise<RedisClient> {
  const { createClient } = await load();
  let wasConnected = false;
  const client: RedisClient = createClient({
    url,
    // What cannot be sent now fails now, and its operation with it.
    disableOfflineQueue: true,
    commandOptions: { timeout: TIMEOUT },
    socket: {
      connectTimeout: TIMEOUT,
      // The first time somebody waits for it.
      reconnectStrategy: (tries) => wasConnected && Math.min(100 * 2 ** tries, TIMEOUT),
    },
  });
  // Without a listener an error would end the process. The operation that meets it says so.
  client.on("error", () => {});
  try {
    await within(TIMEOUT, "Redis", client.connect());
  } catch (error) {
    client.destroy();
    throw error;
  }
  wasConnected = true;
  client.unref();
  return client;
}

// Bundlers look for the package in every application; like this, Next builds those that have none.
async function load() {
  try {
    return await import(/* turbopackOptional: true */ "redis");
  } catch {
    throw new ConnectionError("the package redis is not there, install it: npm install redis");
  }
}
