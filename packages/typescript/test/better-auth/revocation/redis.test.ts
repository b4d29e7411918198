import { type AddressInfo, createServer } from "node:net";
import { createClient } from "redis";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, onTestFinished, vi } from "vitest";
import { jwtBridge } from "../../../src/better-auth/index.js";
import { issuerKey, streamKey } from "../../../src/better-auth/revocation/redis-store.js";
import type { Entry } from "../../../src/index.js";
import { isEntry } from "../../../src/revocation/entry.js";
import { type OwnRedis, ownRedis } from "../../support/redis.js";
import { AUDIENCE } from "../../support/settings.js";
import { redisStorage } from "../redis-storage.js";
import { feedToken } from "./listening.js";
import { createWorld, type World } from "./world.js";

const KEY = streamKey(AUDIENCE);
let redis: OwnRedis;
let client: ReturnType<typeof createClient>;
let world: World;

beforeAll(async () => {
  redis = await ownRedis();
  client = createClient({ url: redis.url });
  client.on("error", () => {});
  await client.connect();
});
afterAll(async () => {
  client.destroy();
  await redis.close();
});
beforeEach(() => client.flushAll());
afterEach(async () => {
  vi.unstubAllEnvs();
  await world.close();
});

async function published(): Promise<Entry[]> {
  const elements = (await client.xRange(KEY, "-", "+")) ?? [];
  return elements.map(({ message }) => {
    const entry: unknown = JSON.parse(message.entry ?? "");
    if (Object.keys(message).join() !== "entry" || !isEntry(entry)) throw new Error("not an entry");
    return entry;
  });
}

describe("entries in Redis", () => {
  it("are written before the session ends, and without a table", async () => {
    world = await createWorld({}, { revocation: { redisUrl: redis.url } });
    const tables = await world.db.introspection.getTables();
    expect(tables.map(({ name }) => name)).not.toContain("revocation");
    const alice = await world.signUp();
    const second = await world.signIn(alice);
    await world.mint("alice-1", alice.jar);
    await world.mint("alice-2", second);
    await world.call("/sign-out", second, {});
    expect(await published()).toHaveLength(1);
    expect(await world.ended(await published())).toEqual(["alice-2"]);
    await world.call("/revoke-sessions", alice.jar, {});
    expect(await world.ended(await published())).toEqual(["alice-1", "alice-2"]);
  });

  it("are written with REDIS_URL too, and with sessions that are in Redis as well", async () => {
    vi.stubEnv("REDIS_URL", redis.url);
    world = await createWorld({ secondaryStorage: redisStorage(client) });
    const alice = await world.signUp();
    const second = await world.signIn(alice);
    await world.mint("alice-1", alice.jar);
    await world.mint("alice-2", second);
    await world.call("/revoke-other-sessions", alice.jar, {});
    expect(await world.ended(await published())).toEqual(["alice-2"]);
    await world.mint("new", alice.jar);
    expect(await world.ended(await published())).toEqual(["alice-2"]);
  });

  it("leave the feed's endpoint without a feed, which says where they are", async () => {
    world = await createWorld({}, { revocation: { redisUrl: redis.url } });
    const response = await world.auth.handler(
      new Request("http://localhost:3000/api/auth/revocations", {
        headers: { authorization: `Bearer ${feedToken()}` },
      }),
    );
    expect(response.status).toBe(404);
    expect(await response.json()).toMatchObject({ detail: expect.stringContaining("REDIS_URL") });
  });

  it("are trimmed when they are older than any token can be, whatever lifetime is set", async () => {
    world = await createWorld({}, { revocation: { redisUrl: redis.url } });
    const recent = Date.now() - 3_700_000;
    for (let index = 1; index <= 500; index++) await client.xAdd(KEY, `1-${index}`, { entry: "old" });
    const entry = JSON.stringify({ sid: "recent", until: 2e9 });
    for (let index = 1; index <= 150; index++) await client.xAdd(KEY, `${recent}-${index}`, { entry });
    const { jar } = await world.signUp();
    await world.call("/sign-out", jar, {});
    const left = (await client.xRange(KEY, "-", "+")) ?? [];
    // Redis trims whole nodes, of a hundred elements.
    expect(left.length).toBeLessThan(252);
    expect(left.filter(({ message }) => message.entry === entry)).toHaveLength(150);
  });

  it("fail the operation, soon, while Redis is down, and do not when it is back", async () => {
    world = await createWorld({}, { revocation: { redisUrl: redis.url } });
    const alice = await world.signUp();
    const [second, third] = [await world.signIn(alice), await world.signIn(alice)];
    await world.call("/sign-out", third, {});
    await redis.kill();
    const before = new Map(alice.jar);
    for (let count = 0; count < 2; count++) {
      const started = performance.now();
      const response = await world.request("/sign-out", alice.jar, {});
      expect(response.status).toBe(503);
      expect(performance.now() - started).toBeLessThan(4000);
    }
    expect(alice.jar).toEqual(before);
    await world.mint("alice-1", alice.jar);
    await redis.start();
    await expect
      .poll(async () => (await world.request("/sign-out", alice.jar, {})).status, { timeout: 8000 })
      .toBe(200);
    expect(await world.ended(await published())).toEqual(["alice-1"]);
    await world.mint("alice-2", second);
    expect(await world.ended(await published())).toEqual(["alice-1"]);
  });

  it("fail the operation where Redis has never been up", async () => {
    world = await createWorld({}, { revocation: { redisUrl: "redis://127.0.0.1:1" } });
    const { jar } = await world.signUp();
    const started = performance.now();
    expect((await world.request("/sign-out", jar, {})).status).toBe(503);
    expect(performance.now() - started).toBeLessThan(4000);
    await world.mint("still", jar);
  });
});

describe("the sign of an issuer in Redis", () => {
  const sign = () => client.exists(issuerKey(AUDIENCE));
  const start = async () => {
    world = await createWorld({}, { revocation: { redisUrl: redis.url } });
    await expect.poll(sign, { timeout: 4000 }).toBe(1);
  };

  it("is there from the start, for ever, and is what the profile calls it", async () => {
    await start();
    expect(await client.keys("*")).toEqual([`jwt-auth-bridge:revocations:${AUDIENCE}:issuer`]);
    expect(await client.ttl(issuerKey(AUDIENCE))).toBe(-1);
  });

  it("is written again with each entry", async () => {
    await start();
    const { jar } = await world.signUp();
    await client.flushAll();
    await world.call("/sign-out", jar, {});
    expect(await sign()).toBe(1);
  });

  it("is written again each minute", async () => {
    const { setTimeout } = globalThis;
    const wait = vi.spyOn(globalThis, "setTimeout");
    // The minute has a tenth of a second.
    wait.mockImplementation(((run: () => void, time: number, ...rest: []) =>
      setTimeout(run, time === 60_000 ? 100 : time, ...rest)) as never);
    onTestFinished(() => wait.mockRestore());
    await start();
    await client.flushAll();
    await expect.poll(sign, { timeout: 4000 }).toBe(1);
  });

  it("is written as soon as a Redis that was down is back", async () => {
    expect(await sign()).toBe(0);
    await redis.kill();
    const { setTimeout } = globalThis;
    const wait = vi.spyOn(globalThis, "setTimeout");
    wait.mockImplementation(((run: () => void, time: number, ...rest: []) =>
      setTimeout(run, time === 5000 ? 100 : time, ...rest)) as never);
    onTestFinished(() => wait.mockRestore());
    const lines: string[] = [];
    const logger = { log: (_: string, line: string) => void lines.push(line) };
    world = await createWorld({ logger }, { revocation: { redisUrl: redis.url } });
    await expect.poll(() => lines.filter((line) => line.includes("Redis"))).toHaveLength(1);
    await new Promise((resolve) => setTimeout(resolve, 400));
    expect(lines.filter((line) => line.includes("Redis"))).toEqual([
      "Redis cannot be used, APIs that listen to it are told of nothing: ECONNREFUSED",
    ]);
    await redis.start();
    // Nothing may be deleted now: it may have been written already, and the next time is in a minute.
    await expect.poll(sign, { timeout: 8000 }).toBe(1);
  });
});

describe("the log", () => {
  it("holds nothing of what Redis repeats", async () => {
    // As a Redis that knows no HELLO answers it.
    const server = createServer((socket) =>
      socket.on("data", (data) => {
        const [command, ...rest] = String(data)
          .split("\r\n")
          .filter((word) => word && !/^[*$]/.test(word));
        const words = rest.map((word) => `'${word}'`).join(" ");
        socket.write(`-ERR unknown command '${command}', with args beginning with: ${words}\r\n`);
      }),
    );
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    onTestFinished(() => void server.close());
    const { port } = server.address() as AddressInfo;
    const lines: string[] = [];
    const logger = { log: (_: string, ...rest: unknown[]) => void lines.push(rest.join(" ")) };
    const redisUrl = `redis://app:hunter2@127.0.0.1:${port}`;
    world = await createWorld({ logger }, { revocation: { redisUrl } });
    const { jar } = await world.signUp();
    expect((await world.request("/sign-out", jar, {})).status).toBe(503);
    expect(lines).toContain("A revocation cannot be published: ERR");
    expect(lines.join()).not.toContain("hunter2");
  });
});

describe("the setting revocation", () => {
  it.each([
    ["a number", 1, "neither true nor an object"],
    ["false", false, "neither true nor an object"],
    ["null", null, "neither true nor an object"],
    ["another option", { url: "redis://localhost" }, "no option url"],
    ["another address", { redisUrl: "http://localhost" }, "REDIS_URL is not an address"],
    ["no address", { redisUrl: "" }, "REDIS_URL is not an address"],
    ["an address with options", { redisUrl: "rediss://h?tls=0" }, "REDIS_URL is not an address"],
    ["no listener", { listeners: 0 }, "listeners of revocation is not a whole number above 0"],
    ["half a listener", { listeners: 1.5 }, "listeners of revocation is not"],
    ["a text", { listeners: "200" }, "listeners of revocation is not"],
  ])("is not %s", (_, revocation, message) => {
    expect(() => jwtBridge({ audience: AUDIENCE, revocation: revocation as never })).toThrow(message);
  });

  it("never shows an address that it refuses", () => {
    vi.stubEnv("REDIS_URL", "rediss:user:password@host");
    expect(() => jwtBridge({ audience: AUDIENCE, revocation: true })).toThrow(
      expect.objectContaining({ code: "setting_invalid", message: expect.not.stringContaining("password") }),
    );
  });

  it.each([
    ["sessions", {}, "redis://127.0.0.1:1", "sessions that are kept on the server"],
    ["entries", { secondaryStorage: redisStorage(client) }, undefined, "nowhere to keep its entries"],
  ])("does not start where %s would be kept nowhere", async (_, options, redisUrl, message) => {
    const revocation = redisUrl === undefined ? true : { redisUrl };
    const { betterAuth } = await import("better-auth");
    const auth = betterAuth({
      baseURL: "http://localhost:3000",
      secret: "correct-horse-battery-staple-0123456789abcdef",
      logger: { disabled: true },
      telemetry: { enabled: false },
      ...options,
      plugins: [jwtBridge({ audience: AUDIENCE, revocation })],
    });
    await expect(auth.$context).rejects.toThrow(message);
  });
});
