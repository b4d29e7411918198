import { betterAuth } from "better-auth";
import { toNodeHandler } from "better-auth/node";
import { admin, multiSession } from "better-auth/plugins";
import { describe, expect, it } from "vitest";
import { jwtBridge } from "../../src/better-auth/index.js";
import { cookiesOf, requestToken, serve, sqlite } from "../support/auth-server.js";
import { AUDIENCE, OLD_SECRET, SECRET } from "../support/settings.js";

const [NEW, OLD] = [
  { version: 2, value: SECRET },
  { version: 1, value: OLD_SECRET },
];
const ORIGIN = "http://localhost:3000";

/** Servers of one database that differ in their secrets: processes in the middle of a rotation. */
async function startAll(...lists: readonly (readonly (typeof NEW)[])[]) {
  const database = await sqlite();
  const all = lists.map((secrets) =>
    betterAuth({
      baseURL: ORIGIN,
      secrets: [...secrets],
      database,
      emailAndPassword: { enabled: true },
      telemetry: { enabled: false },
      logger: { disabled: true },
      plugins: [jwtBridge({ audience: AUDIENCE }), admin(), multiSession()],
    }),
  );
  const context = await all[0]?.$context;
  await context?.runMigrations();
  const origins = await Promise.all(all.map((auth) => serve(toNodeHandler(auth))));
  return { all, origins: origins as [string, string, ...string[]] };
}

const person = { name: "Person", password: "a-long-password" };

/** Somebody new, signed in at this server; `cookie` is what their browser would send. */
async function signIn(origin: string, email: string): Promise<string> {
  const response = await fetch(`${origin}/api/auth/sign-up/email`, {
    method: "POST",
    headers: { "content-type": "application/json", origin: ORIGIN },
    body: JSON.stringify({ ...person, email }),
  });
  expect(response.status).toBe(200);
  return cookiesOf(response);
}

describe("cookies of an old secret", () => {
  it("are accepted while the secret is in the list, whichever signs", async () => {
    const { origins } = await startAll([OLD], [OLD, NEW], [NEW, OLD], [NEW]);
    const old = await signIn(origins[0], "old@example.test");
    const recent = await signIn(origins[2] as string, "new@example.test");
    const statuses = async (cookie: string) =>
      Promise.all(origins.map(async (origin) => (await requestToken(origin, cookie)).status));
    expect(await statuses(old)).toEqual([200, 200, 200, 401]);
    expect(await statuses(recent)).toEqual([401, 200, 200, 200]);
  });

  it("are accepted beside others, and by calls from the server itself", async () => {
    const { all, origins } = await startAll([NEW, OLD], [OLD]);
    const cookie = await signIn(origins[1], "beside@example.test");
    const crowded = `theme=dark; a=%; ${cookie} ; b; empty=`;
    expect((await requestToken(origins[0], crowded)).status).toBe(200);
    const session = await all[0]?.api.getSession({ headers: new Headers({ cookie: crowded }) });
    expect(session?.user.email).toBe("beside@example.test");
  });

  it("end their session when they sign out", async () => {
    const { origins } = await startAll([NEW, OLD], [OLD]);
    const cookie = await signIn(origins[1], "leaves@example.test");
    const headers = { cookie, origin: ORIGIN, "content-type": "application/json" };
    const response = await fetch(`${origins[0]}/api/auth/sign-out`, { method: "POST", headers, body: "{}" });
    expect(response.status).toBe(200);
    expect((await requestToken(origins[1], cookie)).status).toBe(401);
  });

  it("stay refused when anything of them is changed", async () => {
    const { origins } = await startAll([NEW, OLD], [OLD]);
    const cookie = await signIn(origins[1], "forged@example.test");
    const [name, value = ""] = (
      cookie.split("; ").find((each) => each.includes("session_token")) ?? ""
    ).split("=");
    const [token, signature = ""] = decodeURIComponent(value).split(".");
    const other = signature.startsWith("A") ? "B" : "A";
    for (const forged of [
      `${token}x.${signature}`,
      `${token}.${other}${signature.slice(1)}`,
      `${token}.`,
      `${token}`,
      `.${signature}`,
    ]) {
      const sent = `${name}=${encodeURIComponent(forged)}`;
      expect((await requestToken(origins[0], sent)).status).toBe(401);
    }
    expect((await requestToken(origins[0], `${name}=${value}`)).status).toBe(200);
  });

  it("are renewed under the new secret with their session", async () => {
    const { origins, all } = await startAll([NEW, OLD], [OLD], [NEW]);
    const cookie = await signIn(origins[1], "renewed@example.test");
    const context = await all[0]?.$context;
    const [session] = (await context?.adapter.findMany<{ id: string }>({ model: "session" })) ?? [];
    // As if a day had gone by, after which Better Auth prolongs a session.
    const sooner = new Date(Date.now() + 5 * 86_400_000);
    const where = [{ field: "id", value: session?.id ?? "" }];
    await context?.adapter.update({ model: "session", where, update: { expiresAt: sooner } });
    const response = await fetch(`${origins[0]}/api/auth/get-session`, { headers: { cookie } });
    const renewed = cookiesOf(response);
    expect((await requestToken(origins[2] as string, renewed)).status).toBe(200);
    expect((await requestToken(origins[2] as string, cookie)).status).toBe(401);
  });

  it("are nobody's where the secret only decrypts what is older than the list", async () => {
    process.env.BETTER_AUTH_SECRET = OLD_SECRET;
    try {
      const { origins } = await startAll([NEW], [OLD]);
      const cookie = await signIn(origins[1], "legacy@example.test");
      expect((await requestToken(origins[0], cookie)).status).toBe(401);
    } finally {
      delete process.env.BETTER_AUTH_SECRET;
    }
  });
});
