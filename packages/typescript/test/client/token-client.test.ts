import { describe, expect, it } from "vitest";
import { createTokenClient, TokenRequestError } from "../../src/client/index.js";
import { ConfigurationError } from "../../src/index.js";
import { issueTestToken } from "../../src/testing/index.js";
import { withResolvers } from "../support/promise.js";
import { AUDIENCE, ISSUER, SECRET } from "../support/settings.js";

const API = "https://api.example";

/** A token client on a clock and a token endpoint of our own. */
function setUp(answer: (n: number) => Response | Promise<Response> = () => tokenAnswer()) {
  const clock = { now: 1_000_000 };
  let asked = 0;
  const fetch: typeof globalThis.fetch = async () => {
    asked += 1;
    return answer(asked);
  };
  const tokens = createTokenClient({
    apiUrl: API,
    tokenUrl: "https://app.example/token",
    fetch,
    now: () => clock.now,
  });
  return { tokens, clock, asked: () => asked };
}

/** Issued on a server whose clock is far from the client's. */
function tokenAnswer(lifetime = 300, claims: Record<string, unknown> = {}): Response {
  const token = issueTestToken({
    secret: SECRET,
    issuer: ISSUER,
    audience: AUDIENCE,
    userId: "Ann Ümlaut",
    now: 1_750_000_000,
    lifetime,
    claims,
  });
  return Response.json({ token });
}

describe("getToken", () => {
  it("asks once, however many callers wait", async () => {
    const { tokens, asked } = setUp();
    const all = await Promise.all(Array.from({ length: 100 }, () => tokens.getToken()));
    expect(new Set(all).size).toBe(1);
    expect(asked()).toBe(1);
  });

  it("renews after 80 % of a life and not before, on the local clock", async () => {
    const { tokens, clock, asked } = setUp();
    const first = await tokens.getToken();
    clock.now += 239.9;
    expect(await tokens.getToken()).toBe(first);
    clock.now += 0.1;
    expect(await tokens.getToken()).not.toBe(first);
    expect(asked()).toBe(2);
  });

  it("counts the time that the answer took as part of the life", async () => {
    const { tokens, clock, asked } = setUp(() => {
      clock.now += 100;
      return tokenAnswer();
    });
    await tokens.getToken();
    clock.now += 140;
    await tokens.getToken();
    expect(asked()).toBe(2);
  });

  it("is null when nobody is signed in, and asks again the next time", async () => {
    const { tokens, asked } = setUp((n) => (n === 1 ? new Response(null, { status: 401 }) : tokenAnswer()));
    expect(await tokens.getToken()).toBeNull();
    expect(await tokens.getToken()).not.toBeNull();
    expect(asked()).toBe(2);
  });

  it("lives on the old token while it is good and the endpoint fails", async () => {
    const { tokens, clock } = setUp((n) => (n === 1 ? tokenAnswer() : new Response(null, { status: 500 })));
    const first = await tokens.getToken();
    clock.now += 299;
    expect(await tokens.getToken()).toBe(first);
    clock.now += 1;
    await expect(tokens.getToken()).rejects.toMatchObject({ name: "TokenRequestError", status: 500 });
  });

  it("forgets the old token when the endpoint says that nobody is signed in", async () => {
    const { tokens, clock } = setUp((n) => (n === 1 ? tokenAnswer() : new Response(null, { status: 401 })));
    await tokens.getToken();
    clock.now += 250;
    expect(await tokens.getToken()).toBeNull();
  });

  it("recovers after a failure", async () => {
    const { tokens } = setUp((n) => (n === 1 ? Promise.reject(new TypeError("offline")) : tokenAnswer()));
    const failure = await tokens.getToken().catch((error: unknown) => error);
    expect(failure).toBeInstanceOf(TokenRequestError);
    expect(failure).toMatchObject({ message: "The token endpoint cannot be reached", status: undefined });
    expect(await tokens.getToken()).not.toBeNull();
  });

  it.each([
    ["no JSON", () => new Response("<html>")],
    ["no token", () => Response.json({})],
    ["null", () => Response.json(null)],
    ["no JWT", () => Response.json({ token: "secret-thing" })],
    ["no lifetime", () => tokenAnswer(0)],
    ["no user", () => tokenAnswer(300, { sub: undefined })],
    ["too many requests", () => new Response(null, { status: 429 })],
  ])("refuses an answer with %s and does not repeat it", async (_, answer) => {
    const failure = await setUp(answer)
      .tokens.getToken()
      .catch((error: unknown) => error);
    expect(failure).toBeInstanceOf(TokenRequestError);
    expect(String(failure)).not.toContain("secret-thing");
  });
});

describe("clear", () => {
  it("drops the token", async () => {
    const { tokens, asked } = setUp();
    await tokens.getToken();
    tokens.clear();
    await tokens.getToken();
    expect(asked()).toBe(2);
  });

  it("does not keep a token that arrives afterwards", async () => {
    const gate = withResolvers<Response>();
    const { tokens } = setUp((n) => (n === 1 ? gate.promise : new Response(null, { status: 401 })));
    const waiting = tokens.getToken();
    await new Promise((resolve) => setImmediate(resolve));
    tokens.clear();
    gate.resolve(tokenAnswer());
    // The session is over: neither who waited nor who comes later gets its token.
    expect(await waiting).toBeNull();
    expect(await tokens.getToken()).toBeNull();
  });

  it.each(["in the same tick", "a tick later"])(
    "twice, the first time %s: an old token stays away",
    async (when) => {
      const gate = withResolvers<Response>();
      const { tokens } = setUp((n) => (n === 1 ? gate.promise : new Response(null, { status: 401 })));
      const waiting = tokens.getToken();
      if (when === "a tick later") await Promise.resolve();
      tokens.clear();
      await new Promise((resolve) => setImmediate(resolve));
      tokens.clear();
      gate.resolve(tokenAnswer());
      expect(await waiting).toBeNull();
      expect(await tokens.getToken()).toBeNull();
    },
  );

  it("serves who waited for an old token with the new session's", async () => {
    const gates = [withResolvers<Response>(), withResolvers<Response>()] as const;
    const { tokens, asked } = setUp((n) => (n === 1 ? gates[0].promise : gates[1].promise));
    const tick = () => new Promise((resolve) => setImmediate(resolve));
    const all = [tokens.getToken()];
    await tick();
    tokens.clear();
    all.push(tokens.getToken());
    gates[0].resolve(tokenAnswer());
    await tick();
    // The end of the old request is not the end of the new one.
    all.push(tokens.getToken());
    await tick();
    gates[1].resolve(tokenAnswer());
    expect(new Set(await Promise.all(all)).size).toBe(1);
    expect(asked()).toBe(2);
  });

  it("lets an old failure not disturb the new session, nor who waited", async () => {
    const gate = withResolvers<Response>();
    const { tokens, asked } = setUp((n) => (n === 1 ? gate.promise : tokenAnswer()));
    const waiting = tokens.getToken();
    await new Promise((resolve) => setImmediate(resolve));
    tokens.clear();
    const next = await tokens.getToken();
    gate.reject(new TypeError("offline"));
    expect(await waiting).toBe(next);
    expect(await tokens.getToken()).toBe(next);
    expect(asked()).toBe(2);
  });
});

describe("settings", () => {
  it.each([undefined, "", "/api", "ftp://api.example", "https://user:word@api.example", "api.example"])(
    "the API address %s is refused",
    (apiUrl) => {
      expect(() => createTokenClient({ apiUrl: apiUrl as string })).toThrow(ConfigurationError);
    },
  );
});
