import { connect as connectTo, createServer, type Socket } from "node:net";
import { createClient } from "redis";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, onTestFinished } from "vitest";
import { ConfigurationError, createRevocations, type Entry } from "../../src/index.js";
import { redisRevocations } from "../../src/revocation-redis/index.js";
import { listen } from "../support/listen.js";
import { type OwnRedis, ownRedis } from "../support/redis.js";
import { AUDIENCE } from "../support/settings.js";
import { until } from "../support/until.js";

const KEY = `jwt-auth-bridge:revocations:${AUDIENCE}`;
const later = () => Date.now() / 1000 + 300;
const session = (sid: string): Entry => ({ sid, until: later() });

let redis: OwnRedis;
let client: Awaited<ReturnType<typeof connect>>;
const connect = async (url: string) => {
  const created = createClient({ url });
  created.on("error", () => {});
  await created.connect();
  return created;
};
beforeAll(async () => {
  redis = await ownRedis();
  client = await connect(redis.url);
});
beforeEach(async () => {
  await client.flushAll();
  await client.set(`${KEY}:issuer`, "1");
});
afterAll(async () => {
  client.destroy();
  await redis.close();
});

/** As an issuer does it: together with its mark. */
const publish = (entry: unknown, id = "*") =>
  client
    .multi()
    .set(`${KEY}:issuer`, "1")
    .xAdd(KEY, id, { entry: typeof entry === "string" ? entry : JSON.stringify(entry) })
    .exec();

/** Somebody who listens, until the test has finished. */
function listener(options: { url?: string; audience?: string; timeout?: number } = {}) {
  const said: string[] = [];
  const revocations = createRevocations({
    transport: redisRevocations({ url: redis.url, audience: AUDIENCE, ...options }),
    warn: (line) => said.push(line),
  });
  onTestFinished(() => revocations.close());
  return { revocations, said };
}

/** The line about a connection that was lost, which says to whom and holds no password. */
const lineOf = (reason: string, url = redis.url) =>
  `revocations: not heard from Redis at ${new URL(url).host}: ${reason}. Trying again`;

describe("a stream in Redis", () => {
  it("is heard from the beginning, and then as it goes on", async () => {
    await publish(session("s1"));
    await publish({ sub: "ann", before: 5, until: later() });
    const { revocations, said } = listener();
    await revocations.start();
    expect(revocations.size).toBe(2);
    await publish(session("s2"));
    await until(() => revocations.size === 3, "the third");
    expect(said).toEqual([]);
  });

  it("may be empty", async () => {
    const { revocations } = listener();
    await revocations.start();
    expect(revocations.size).toBe(0);
    await publish(session("s1"));
    await until(() => revocations.size === 1, "the first");
  });

  it("may be longer than one answer", async () => {
    const entries = Array.from({ length: 2500 }, (_, index) => session(`s${index}`));
    await Promise.all(entries.map((entry) => publish(entry)));
    const { revocations } = listener();
    await revocations.start();
    expect(revocations.size).toBe(2500);
  });

  it("is another one for each audience", async () => {
    await publish(session("s1"));
    await client.set("jwt-auth-bridge:revocations:other-api:issuer", "1");
    const { revocations } = listener({ audience: "other-api" });
    await revocations.start();
    expect(revocations.size).toBe(0);
  });

  it("is heard by four at once", async () => {
    const four = Array.from({ length: 4 }, () => listener().revocations);
    await Promise.all(four.map((each) => each.start()));
    await publish(session("s1"));
    await until(() => four.every(({ size }) => size === 1), "each of them");
  });

  it("is heard while nothing comes", async () => {
    const { revocations, said } = listener();
    await revocations.start();
    const first = revocations.staleness;
    await until(() => revocations.staleness > first + 1.6, "a second of silence");
    // It was asked a second before it answered, and nobody knows of anything later.
    await until(() => revocations.staleness < 1.5, "the next word");
    expect(revocations.staleness).toBeGreaterThan(0.9);
    expect(said).toEqual([]);
  });

  it("may be trimmed, deleted and begun anew", async () => {
    await publish(session("s1"));
    const { revocations, said } = listener();
    await revocations.start();
    await client.xTrim(KEY, "MAXLEN", 0);
    await publish(session("s2"));
    await until(() => revocations.size === 2, "one behind the trimmed");
    await client.flushAll();
    await publish(session("s3"));
    await until(() => revocations.size === 3, "one in the new stream");
    expect(said).toEqual([]);
  });

  it("may be begun anew by a Redis whose clock is behind, or in the same millisecond", async () => {
    await publish(session("s1"));
    const { revocations } = listener();
    await revocations.start();
    await client.flushAll();
    await publish(session("s2"), "1000-0");
    await until(() => revocations.size === 2, "one with an id that lies before the last");
    await publish(session("s3"), "1000-1");
    await until(() => revocations.size === 3, "the next");
    await client.flushAll();
    await publish(session("s4"), "1000-1");
    await until(() => revocations.size === 4, "one with the last id");
  });

  it("begun anew by a slow clock is noticed when something comes behind the last as well", async () => {
    await publish(session("s1"));
    const { revocations } = listener();
    await revocations.start();
    const entry = (sid: string) => ({ entry: JSON.stringify(session(sid)) });
    const mark = `${KEY}:issuer`;
    // In one go, so that no look falls in between.
    await client
      .multi()
      .del(KEY)
      .xAdd(KEY, "1000-0", entry("s2"))
      .xAdd(KEY, "*", entry("s3"))
      .set(mark, "1")
      .exec();
    await until(() => revocations.size === 3, "the one before the last");
  });

  it("ends with close, and leaves no connection", async () => {
    const count = async () =>
      (await client.sendCommand<string>(["CLIENT", "LIST"])).trim().split("\n").length;
    const before = await count();
    const { revocations } = listener();
    await revocations.start();
    expect(await count()).toBe(before + 1);
    revocations.close();
    let left = 0;
    await until(() => {
      void count().then((found) => {
        left = found;
      });
      return left === before;
    }, "the end");
  });

  it("with an element that holds more than an entry is not believed", async () => {
    await client.xAdd(KEY, "*", { entry: JSON.stringify(session("s1")), more: "1" });
    const { revocations, said } = listener();
    void revocations.start();
    await until(() => said.length > 0, "the line in the log");
    expect(said[0]).toBe(lineOf("an element of the stream in Redis is not an entry"));
    expect(revocations.size).toBe(0);
  });

  it.each(["no JSON", '{"sid":""}', '{"sid":"a","until":1,"more":1}'])(
    "with an element that is no entry is not believed: %s",
    async (text) => {
      await publish(session("s1"));
      await publish(text);
      const { revocations, said } = listener();
      void revocations.start();
      await until(() => said.length > 0, "the line in the log");
      expect(said[0]).toBe(lineOf("an element of the stream in Redis is not an entry"));
      expect(revocations.staleness).toBe(Number.POSITIVE_INFINITY);
    },
  );
});

describe("a Redis that no issuer writes to", () => {
  const lost = () => lineOf("no issuer writes to this Redis: set the same REDIS_URL on both sides");

  it("is not believed, and the log says so once", async () => {
    await client.del(`${KEY}:issuer`);
    await client.set("jwt-auth-bridge:revocations:other-api:issuer", "1");
    const { revocations, said } = listener();
    const started = revocations.start();
    await until(() => said.length > 0, "the line in the log");
    // Long enough for further tries.
    await new Promise((resolve) => setTimeout(resolve, 1500));
    expect(said).toEqual([lost()]);
    expect(revocations.staleness).toBe(Number.POSITIVE_INFINITY);
    await client.set(`${KEY}:issuer`, "1");
    await started;
    expect(said).toEqual([lost(), "revocations: heard again"]);
  });

  it("any more is noticed while nothing comes", async () => {
    const { revocations, said } = listener();
    await revocations.start();
    await client.del(`${KEY}:issuer`);
    await until(() => said.length > 0, "the line in the log");
    expect(said).toEqual([lost()]);
  });
});

describe("a Redis that goes", () => {
  it("and comes back is heard again, with all that it holds", async () => {
    await publish(session("s1"));
    const { revocations, said } = listener();
    await revocations.start();
    await redis.kill();
    await until(() => said.length > 0, "the loss");
    await redis.start();
    const other = await connect(redis.url);
    onTestFinished(() => other.destroy());
    await other.set(`${KEY}:issuer`, "1");
    await other.xAdd(KEY, "*", { entry: JSON.stringify(session("s2")) });
    await until(() => revocations.size === 2, "what came after");
    await until(() => said.at(-1) === "revocations: heard again", "the line in the log");
  });

  it("and comes only later", async () => {
    await redis.kill();
    const { revocations, said } = listener();
    const started = revocations.start();
    await until(() => said.length > 0, "the failure");
    expect(said).toEqual([lineOf("Redis cannot be used (ECONNREFUSED)")]);
    await redis.start();
    const other = await connect(redis.url);
    onTestFinished(() => other.destroy());
    await other.set(`${KEY}:issuer`, "1");
    await started;
  });

  it("without a word is given up", async () => {
    const pairs: (readonly [Socket, Socket])[] = [];
    const between = createServer((near) => {
      const far = connectTo(Number(new URL(redis.url).port), "127.0.0.1");
      pairs.push([near.on("error", () => {}), far.on("error", () => {})]);
      near.pipe(far).pipe(near);
    });
    const url = (await listen(between)).replace("http:", "redis:");
    const { revocations, said } = listener({ url, timeout: 0.5 });
    await revocations.start();
    for (const [near, far] of pairs) {
      near.unpipe(far).resume();
      far.unpipe(near).resume();
    }
    await until(() => said.length > 0, "the end of patience");
    expect(said[0]).toBe(lineOf("no answer from Redis within 0.5 seconds", url));
    await until(() => said.at(-1) === "revocations: heard again", "the return");
    revocations.close();
    for (const socket of pairs.flat()) socket.destroy();
  });
});

describe("a Redis with a password", () => {
  beforeEach(() => client.configSet("requirepass", "a-secret-word"));
  afterEach(() => client.configSet("requirepass", ""));
  const at = (credentials: string) => redis.url.replace("redis://", `redis://${credentials}@`);

  it("is heard with it", async () => {
    const { revocations } = listener({ url: at(":a-secret-word") });
    await revocations.start();
  });

  it.each([
    ["another", ":an-other-word", "WRONGPASS"],
    ["none", "", "NOAUTH"],
  ])("is not heard with %s, and no message holds one", async (_, credentials, word) => {
    const { revocations, said } = listener({ url: credentials === "" ? redis.url : at(credentials) });
    void revocations.start();
    await until(() => said.length > 0, "the refusal");
    expect(said).toEqual([lineOf(`Redis cannot be used (${word})`)]);
  });
});

describe("the settings", () => {
  it("take no address that is none of Redis", () => {
    expect(() => redisRevocations({ url: "redis://h/abc", audience: AUDIENCE })).toThrow("REDIS_URL is not");
  });

  it("take no audience that is none", () => {
    expect(() => redisRevocations({ url: "redis://localhost", audience: "" })).toThrow(ConfigurationError);
  });
});
