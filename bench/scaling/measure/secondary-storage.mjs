/** Better Auth's `secondaryStorage` in Redis, as its documentation has it, and how many commands it took. */
import { createClient } from "redis";

/** @param {string | undefined} url */
export async function secondaryStorage(url) {
  if (url === undefined) return undefined;
  const redis = await createClient({ url }).connect();
  let commands = 0;
  /** @template T @param {Promise<T>} answer */
  const counted = (answer) => {
    commands += 1;
    return answer;
  };
  return {
    commands: () => commands,
    /** @satisfies {import("better-auth").SecondaryStorage} */
    storage: {
      get: (/** @type {string} */ key) => counted(redis.get(key)),
      set: (/** @type {string} */ key, /** @type {string} */ value, /** @type {number | undefined} */ ttl) =>
        counted(ttl ? redis.set(key, value, { EX: ttl }) : redis.set(key, value)),
      delete: async (/** @type {string} */ key) => void (await counted(redis.del(key))),
      getAndDelete: (/** @type {string} */ key) => counted(redis.getDel(key)),
      async increment(/** @type {string} */ key, /** @type {number} */ ttl) {
        const count = await counted(redis.incr(key));
        if (count === 1) await counted(redis.expire(key, ttl));
        return count;
      },
    },
  };
}
