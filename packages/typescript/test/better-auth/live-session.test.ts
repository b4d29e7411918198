import { betterAuth } from "better-auth";
import { createAuthMiddleware, getSessionFromCtx } from "better-auth/api";
import { Kysely, sql } from "kysely";
import { createClient } from "redis";
import { describe, expect, it, onTestFinished } from "vitest";
import { jwtBridge } from "../../src/better-auth/index.js";
import { createTokenClient } from "../../src/client/index.js";
import { createServerTokens } from "../../src/next/index.js";
import {
  type AuthChanges,
  cookiesOf,
  readToken,
  requestToken,
  signUp,
  sqlite,
  startAuth,
} from "../support/auth-server.js";
import { inRequest } from "../support/next-request.js";
import { ownRedis } from "../support/redis.js";
import { AUDIENCE, SECRET } from "../support/settings.js";
import { redisStorage } from "./redis-storage.js";

const DAY = 86_400_000;
const FORGED = "better-auth.session_token=made.up";
const SENTENCE = "The session cannot be looked up right now. Try again.";
const AWAY = "alter table session rename to elsewhere";
const BACK = "alter table elsewhere rename to session";

/** Better Auth with somebody signed in, and its database at hand. */
async function setUp(changes: AuthChanges = {}) {
  const db = new Kysely<never>({ dialect: (await sqlite()).dialect });
  onTestFinished(() => db.destroy());
  const { auth, origin } = await startAuth({ database: { db, type: "sqlite" }, ...changes });
  const person = await signUp(origin);
  const { internalAdapter } = await auth.$context;
  const found = await auth.api.getSession({ headers: new Headers({ cookie: person.cookie }) });
  const token = found?.session.token ?? "";
  return {
    ...person,
    auth,
    origin,
    ask: async (cookie = person.cookie) => (await requestToken(origin, cookie)).status,
    run: (query: string) => sql.raw(query).execute(db),
    end: () => internalAdapter.deleteSession(token),
    /** Have it end at another time: one that was not prolonged for long ends soon. */
    endAt: (moment: number) => internalAdapter.updateSession(token, { expiresAt: new Date(moment) }),
    endsAt: async () => (await internalAdapter.findSession(token))?.session.expiresAt.getTime(),
  };
}

describe("a session that cannot be looked up", () => {
  it("is answered 503, and keeps its cookie", async () => {
    const { origin, cookie, run, ask } = await setUp();
    await run(AWAY);
    const response = await requestToken(origin, cookie);
    expect(response.status).toBe(503);
    expect(response.headers.get("retry-after")).toBe("5");
    expect(response.headers.get("cache-control")).toBe("no-store");
    expect(response.headers.getSetCookie()).toEqual([]);
    expect(await response.json()).toEqual({
      type: "about:blank",
      title: "Service Unavailable",
      status: 503,
      detail: SENTENCE,
      code: "session_unavailable",
      message: SENTENCE,
    });
    await run(BACK);
    expect(await ask()).toBe(200);
  });

  it("is answered 503 although a cookie cache vouches for it", async () => {
    const { run, ask } = await setUp({ session: { cookieCache: { enabled: true, maxAge: 300 } } });
    await run(AWAY);
    expect(await ask()).toBe(503);
  });

  it("is answered 503 when it cannot be prolonged", async () => {
    const { run, ask, endAt } = await setUp();
    await endAt(Date.now() + DAY);
    await run("create trigger t before update on session begin select raise(abort, 'read-only'); end");
    expect(await ask()).toBe(503);
  });

  it("is answered 503 when the secondary storage that keeps it is away", async () => {
    const redis = await ownRedis();
    const client = createClient({ url: redis.url, disableOfflineQueue: true });
    client.on("error", () => {});
    onTestFinished(async () => {
      client.destroy();
      await redis.close();
    });
    await client.connect();
    const { ask } = await setUp({ secondaryStorage: redisStorage(client) });
    expect(await ask()).toBe(200);
    await redis.kill();
    expect(await ask()).toBe(503);
  });

  it("is an error to callers on the server, which says to try again", async () => {
    const { auth, cookie, run } = await setUp();
    const tokens = createServerTokens({ auth, apiUrl: "https://api.example" });
    await run(AWAY);
    await inRequest({ cookie }, async () => {
      await expect(tokens.getToken()).rejects.toMatchObject({ statusCode: 503, message: SENTENCE });
      await run(BACK);
      expect(await tokens.getToken()).not.toBeNull();
    });
  });

  it("is an error to the browser's client, which signs nobody out", async () => {
    const { origin, cookie, run } = await setUp();
    const apiUrl = "https://api.example";
    const tokens = createTokenClient({
      apiUrl,
      tokenUrl: `${origin}/api/auth/token`,
      fetch: (input, init) => fetch(input, { ...init, headers: { cookie } }),
    });
    await run(AWAY);
    const failure = { name: "TokenRequestError", status: 503, message: expect.stringMatching(/Try again$/) };
    await expect(tokens.getToken()).rejects.toMatchObject(failure);
    // Nor is the API asked without a token, which it would answer with 401.
    await expect(tokens.fetch(`${apiUrl}/tasks`)).rejects.toMatchObject(failure);
    await run(BACK);
    expect(await tokens.getToken()).not.toBeNull();
  });
});

describe("a session that is none", () => {
  it.each([
    ["without a cookie", ""],
    ["with a forged one", FORGED],
  ])("is answered 401 %s, also while nothing can be looked up", async (_, cookie) => {
    const { run, ask } = await setUp();
    expect(await ask(cookie)).toBe(401);
    await run(AWAY);
    expect(await ask(cookie)).toBe(401);
  });

  it("is answered 401 when it was ended, and its cookie is taken back", async () => {
    const { origin, cookie, end } = await setUp();
    await end();
    const response = await requestToken(origin, cookie);
    expect(response.status).toBe(401);
    expect(response.headers.getSetCookie().join()).toMatch(/^better-auth\.session_token=; Max-Age=0/);
  });

  it("is answered 401 when it was ended, although a hook has found it in the cookie cache", async () => {
    const { ask, end } = await setUp({
      session: { cookieCache: { enabled: true, maxAge: 300 } },
      hooks: { before: createAuthMiddleware(async (ctx) => void (await getSessionFromCtx(ctx))) },
    });
    expect(await ask()).toBe(200);
    await end();
    expect(await ask()).toBe(401);
  });

  it("is answered 401 when it ends while it is being prolonged", async () => {
    const { run, ask, endAt } = await setUp();
    await endAt(Date.now() + DAY);
    // As if its row had gone by then.
    await run("create trigger t before update on session begin select raise(ignore); end");
    expect(await ask()).toBe(401);
  });

  it("is answered 401 when it is over, also where it cannot be deleted", async () => {
    const { run, ask, endAt } = await setUp();
    await endAt(Date.now() - 1000);
    await run("create trigger t before delete on session begin select raise(abort, 'read-only'); end");
    expect(await ask()).toBe(401);
  });
});

describe("a session that lives", () => {
  it("is prolonged by asking for its token, as by asking for itself", async () => {
    const { origin, cookie, endAt, endsAt } = await setUp();
    await endAt(Date.now() + DAY);
    const response = await requestToken(origin, cookie);
    expect(response.headers.getSetCookie().join()).toMatch(
      /^better-auth\.session_token=[^;]+; Max-Age=604800/,
    );
    expect(await endsAt()).toBeGreaterThan(Date.now() + 6 * DAY);
  });

  it("is the cookie's where nothing else keeps sessions", async () => {
    const start = () =>
      betterAuth({
        baseURL: "http://localhost:3000",
        secret: SECRET,
        emailAndPassword: { enabled: true },
        telemetry: { enabled: false },
        logger: { disabled: true },
        plugins: [jwtBridge({ audience: AUDIENCE })],
      });
    const body = { name: "Ann", email: "ann@example.test", password: "a-long-password" };
    const { headers } = await start().api.signUpEmail({ body, returnHeaders: true });
    const cookie = cookiesOf(new Response(null, { headers }));
    // Another process, which has seen nobody.
    const { token } = await start().api.getToken({ headers: new Headers({ cookie }) });
    expect(readToken(token).payload.iss).toBe("http://localhost:3000");
  });
});
