import { headers } from "next/headers.js";
import { describe, expect, it, vi } from "vitest";
import { ConfigurationError } from "../../src/index.js";
import { createServerTokens } from "../../src/next/index.js";
import { readToken, serve, signUp, startAuth } from "../support/auth-server.js";
import { inRequest } from "../support/next-request.js";

async function setUp() {
  const seen: (string | undefined)[] = [];
  const apiUrl = await serve((request, response) => {
    seen.push(request.headers.authorization);
    response.end("ok");
  });
  const { auth, origin } = await startAuth();
  const minted = vi.spyOn(auth.api, "getToken");
  return { tokens: createServerTokens({ auth, apiUrl }), apiUrl, seen, origin, auth, minted };
}

function subject(token: string | null): unknown {
  return token === null ? null : readToken(token).payload.sub;
}

describe("createServerTokens", () => {
  it("mints once a request, however many ask", async () => {
    const { tokens, origin, minted } = await setUp();
    const { userId, cookie } = await signUp(origin);
    const all = await inRequest({ cookie }, () => Promise.all([1, 2, 3].map(() => tokens.getToken())));
    expect(new Set(all).size).toBe(1);
    expect(subject(all[0] ?? null)).toBe(userId);
    expect(minted).toHaveBeenCalledTimes(1);
  });

  it("shares nothing between requests, not even of one user", async () => {
    const { tokens, origin, minted } = await setUp();
    const { cookie } = await signUp(origin);
    const first = await inRequest({ cookie }, () => tokens.getToken());
    const second = await inRequest({ cookie }, () => tokens.getToken());
    expect(second).not.toBe(first);
    expect(minted).toHaveBeenCalledTimes(2);
  });

  it("gives each of many parallel requests its own user's token", async () => {
    const { tokens, origin } = await setUp();
    const people = await Promise.all(Array.from({ length: 8 }, () => signUp(origin)));
    const subjects = await Promise.all(
      people.map(({ cookie }) => inRequest({ cookie }, async () => subject(await tokens.getToken()))),
    );
    expect(subjects).toEqual(people.map(({ userId }) => userId));
  });

  it("is null when nobody is signed in, and the API request goes without a token", async () => {
    const { tokens, apiUrl, seen } = await setUp();
    await inRequest({}, async () => {
      expect(await tokens.getToken()).toBeNull();
      expect((await tokens.fetch(apiUrl)).status).toBe(200);
    });
    expect(seen).toEqual([undefined]);
  });

  it("sends the token to the API and to nobody else", async () => {
    const { tokens, origin, apiUrl, seen } = await setUp();
    const { cookie } = await signUp(origin);
    const elsewhere: (string | undefined)[] = [];
    const other = await serve((request, response) => {
      elsewhere.push(request.headers.authorization);
      response.end();
    });
    const token = await inRequest({ cookie }, async () => {
      await tokens.fetch(apiUrl);
      await tokens.fetch(other);
      return tokens.getToken();
    });
    expect(seen).toEqual([`Bearer ${token}`]);
    expect(elsewhere).toEqual([undefined]);
  });

  it("lets nothing be cached that a token was sent for", async () => {
    const { tokens, origin, apiUrl } = await setUp();
    const { cookie } = await signUp(origin);
    const sent = vi.spyOn(globalThis, "fetch");
    await inRequest({ cookie }, () => tokens.fetch(apiUrl));
    expect(sent.mock.lastCall?.[1]).toMatchObject({ cache: "no-store" });
    sent.mockRestore();
  });

  it("passes a failure on and does not keep it", async () => {
    const { tokens, origin, minted } = await setUp();
    const { cookie } = await signUp(origin);
    minted.mockRejectedValueOnce(new Error("the database is down"));
    await inRequest({ cookie }, async () => {
      await expect(tokens.getToken()).rejects.toThrow("the database is down");
      expect(await tokens.getToken()).not.toBeNull();
    });
  });

  it("rests on this: headers() is one object in one request, and another in the next", async () => {
    const [a, b] = await inRequest({}, async () => [await headers(), await headers()]);
    const c = await inRequest({}, () => headers());
    expect(a).toBe(b);
    expect(a).not.toBe(c);
  });

  it("refuses an API address that is none", () => {
    const auth = { api: { getToken: async () => ({ token: "" }) } };
    expect(() => createServerTokens({ auth, apiUrl: "/api" })).toThrow(ConfigurationError);
  });
});
