/** Revocations by way of Redis, for many auth servers and many APIs. */

export type { RedisRevocationsOptions } from "./stream.js";
export { redisRevocations } from "./stream.js";
