import { describe, expect, it } from "vitest";
import { ConfigurationError } from "../../src/index.js";
import { checkRedisUrl } from "../../src/revocation/redis-url.js";

describe("an address of Redis", () => {
  it.each([
    "redis://localhost",
    "redis://127.0.0.1:6380/",
    "rediss://redis.example/15",
    "rediss://:word@redis.example:6380/2",
    "redis://me:a%40b%2F@[::1]:1/2",
  ])("is %s", (url) => {
    expect(checkRedisUrl(url)).toBe(url);
  });

  // The same as in Python.
  it.each([
    "",
    "redis",
    "localhost:6379",
    "http://localhost",
    "unix:///run/redis.sock",
    "redis://",
    "redis:///0",
    "redis://me:hunter22@redis:port",
    "redis://me:hunter22@redis:99999",
    "redis://me:hunter22@redis/zero",
    "redis://me:hunter22@redis/0/1",
    "rediss://me:hunter22@redis/0?ssl_cert_reqs=none",
    "redis://me:hunter22@redis/0#1",
    "redis://me:hunter22@redis /0",
    "redis://me:hunter22@redis/0\n",
    "redis://me:hunter22@[::1/0",
    // What the client could not decode.
    "redis://me:hunter22%zz@redis/0",
    "redis://me%zz:hunter22@redis/0",
    undefined,
    5,
  ])("is not %j, which is not repeated", (url) => {
    const check = () => checkRedisUrl(url);
    expect(check).toThrow(ConfigurationError);
    expect(check).toThrow(
      /^REDIS_URL is not an address of Redis. Set it to an address such as redis:\/\/localhost:6379$/,
    );
  });
});
