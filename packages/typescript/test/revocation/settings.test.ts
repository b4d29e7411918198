import { createClient } from "redis";
import { describe, expect, it, onTestFinished, vi } from "vitest";
import { type AuthBridgeOptions, createGuards } from "../../src/guards.js";
import {
  ConfigurationError,
  createRevocations,
  type KeySource,
  sharedSecret,
  type WhenStale,
} from "../../src/index.js";
import { issueTestToken } from "../../src/testing/index.js";
import { startFeedServer } from "../revocation-feed/feed-server.js";
import { ownRedis } from "../support/redis.js";
import { AUDIENCE, SECRET } from "../support/settings.js";
import { until } from "../support/until.js";

const entry = { sid: "ended", until: Date.now() / 1000 + 300 };

/** Guards of an API, until the test has finished. */
function guardsOf(issuer: string, options: Partial<AuthBridgeOptions>) {
  const settings = { issuer, audience: AUDIENCE, keys: sharedSecret(SECRET), log: () => {}, ...options };
  const guards = createGuards(settings);
  onTestFinished(() => guards.close());
  /** Who is let in with a token of this session, or the status of the refusal. */
  async function answer(sessionId: string): Promise<string | number> {
    const token = issueTestToken({ issuer, audience: AUDIENCE, secret: SECRET, userId: "ann", sessionId });
    const request = { method: "GET", route: "/", authorization: `Bearer ${token}`, targets: ["/"] };
    const outcome = await guards.principal(request);
    return "principal" in outcome ? outcome.principal.userId : outcome.answer.status;
  }
  return { ...guards, answer };
}

describe("one word", () => {
  it("has the guards hear of the issuer, from the first request on, until they are closed", async () => {
    const server = await startFeedServer();
    server.publish(entry);
    const { answer, close, metrics } = guardsOf(server.origin, { revocation: "refuse" });
    expect(server.asked).toHaveLength(0);
    expect([await answer("ended"), await answer("other")]).toEqual([401, "ann"]);
    expect(metrics()).toMatchObject({ revocationsHeld: 1 });
    expect(server.asked).toHaveLength(1);
    close();
    await until(() => server.listeners.size === 0, "the end");
  });

  it("has them hear of it before that, where the app says so", async () => {
    const server = await startFeedServer();
    server.publish(entry);
    const { metrics, start } = guardsOf(server.origin, { revocation: "refuse" });
    await start();
    expect(metrics()).toMatchObject({ revocationsHeld: 1 });
  });

  it("has them hear of it in Redis, where there is one", async () => {
    const redis = await ownRedis();
    onTestFinished(() => redis.close());
    const client = await createClient({ url: redis.url }).connect();
    const key = `jwt-auth-bridge:revocations:${AUDIENCE}`;
    await client
      .multi()
      .set(`${key}:issuer`, "1")
      .xAdd(key, "*", { entry: JSON.stringify(entry) })
      .exec();
    client.destroy();
    const options = { revocation: "refuse", redisUrl: redis.url } as const;
    const { answer } = guardsOf("http://localhost:1", options);
    expect([await answer("ended"), await answer("other")]).toEqual([401, "ann"]);
  });

  it.each([
    ["refuse", 503],
    ["accept", "ann"],
  ] as const)("says what to do when nothing is heard: %s", async (revocation, outcome) => {
    const server = await startFeedServer();
    server.answer = () => {};
    vi.useFakeTimers({ toFake: ["setTimeout", "setInterval", "clearTimeout", "clearInterval"] });
    onTestFinished(() => void vi.useRealTimers());
    vi.spyOn(console, "warn").mockImplementation(() => {});
    const { answer } = guardsOf(server.origin, { revocation });
    const answered = answer("other");
    await vi.advanceTimersByTimeAsync(5001);
    expect(await answered).toBe(outcome);
  });

  it.each([true, "", "always", null])("is not %j", (revocation) => {
    const make = () => guardsOf("https://app.example", { revocation: revocation as WhenStale });
    expect(make).toThrow('revocation is neither "refuse" nor "accept"');
  });

  it("goes without revocations of one's own", () => {
    const make = () =>
      guardsOf("https://app.example", { revocation: "refuse", revocations: createRevocations() });
    expect(make).toThrow("revocation and revocations are both set");
  });

  it.each([
    ["a feed without a shared secret", { keys: { keysFor: () => [] } as KeySource }, "shared secret"],
    ["an address that is not one of Redis", { redisUrl: "http://localhost" }, "REDIS_URL is not an address"],
  ])("does not start with %s", (_, options, message) => {
    const make = () => guardsOf("https://app.example", { revocation: "refuse", ...options });
    expect(make).toThrow(ConfigurationError);
    expect(make).toThrow(message);
  });
});

describe("guards without revocations", () => {
  it("start at once, and with those that the app tells by itself", async () => {
    await guardsOf("https://app.example", {}).start();
    const revocations = createRevocations();
    const { answer, start } = guardsOf("https://app.example", { revocations });
    await start();
    expect(await answer("other")).toBe(503);
    revocations.heard();
    expect(await answer("other")).toBe("ann");
  });
});
