import type { SecondaryStorage } from "better-auth";

/** What is used of a client of Redis. */
interface RedisClient {
  get(key: string): Promise<string | null>;
  set(key: string, value: string, options: { EX?: number }): Promise<unknown>;
  del(key: string): Promise<number>;
  getDel(key: string): Promise<string | null>;
  incr(key: string): Promise<number>;
  expire(key: string, seconds: number): Promise<number>;
}

/** Redis as Better Auth's secondary storage. */
export function redisStorage(client: RedisClient): SecondaryStorage {
  return {
    get: (key) => client.get(key),
    set: (key, value, ttl) => client.set(key, value, ttl === undefined ? {} : { EX: ttl }),
    delete: async (key) => void (await client.del(key)),
    getAndDelete: (key) => client.getDel(key),
    async increment(key, ttl) {
      const count = await client.incr(key);
      if (count === 1) await client.expire(key, ttl);
      return count;
    },
  };
}
