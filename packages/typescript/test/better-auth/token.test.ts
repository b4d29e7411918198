import { describe, expect, it, onTestFinished, vi } from "vitest";
import { jwtBridge } from "../../src/better-auth/index.js";
import { createVerifier, sharedSecret } from "../../src/index.js";
import {
  cookiesOf,
  createAuth,
  readToken,
  requestToken,
  signUp,
  startAuth,
  tokenFor,
} from "../support/auth-server.js";
import { AUDIENCE, OLD_SECRET, SECRET } from "../support/settings.js";

const HEX_ID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

describe("the token endpoint", () => {
  it("token carries the user id", async () => {
    const { origin } = await startAuth();
    const { userId, cookie } = await signUp(origin);
    const response = await requestToken(origin, cookie);
    expect(response.status).toBe(200);
    expect(response.headers.get("cache-control")).toBe("no-store");
    const { token } = (await response.json()) as { token: string };
    const { header, payload } = readToken(token);
    expect(header).toEqual({ alg: "HS256", typ: "at+jwt", kid: "ASWbADaWCLA" });
    expect(Object.keys(payload).sort()).toEqual(["aud", "exp", "iat", "iss", "jti", "sid", "sub"]);
    expect(payload).toMatchObject({ iss: origin, aud: AUDIENCE, sub: userId });
    expect(payload.jti).toMatch(HEX_ID);
    expect(Number(payload.exp) - Math.floor(Number(payload.iat))).toBe(300);

    const verifier = createVerifier({ issuer: origin, audience: AUDIENCE, keys: sharedSecret(SECRET) });
    expect((await verifier.verify(token)).userId).toBe(userId);
  });

  it("names the session by its id, never by its token", async () => {
    const { auth, origin } = await startAuth();
    const { cookie } = await signUp(origin);
    const found = await auth.api.getSession({ headers: new Headers({ cookie }) });
    const token = await tokenFor(origin, cookie);
    expect(readToken(token).payload.sid).toBe(found?.session.id);
    expect(Buffer.from(token.split(".")[1] ?? "", "base64url").toString()).not.toContain(
      found?.session.token,
    );
  });

  it("gives every token an id of its own", async () => {
    const { origin } = await startAuth();
    const { cookie } = await signUp(origin);
    const [a, b] = await Promise.all([tokenFor(origin, cookie), tokenFor(origin, cookie)]);
    expect(readToken(a).payload.jti).not.toBe(readToken(b).payload.jti);
  });

  it("answers 401 without a session", async () => {
    const { origin } = await startAuth();
    expect((await requestToken(origin)).status).toBe(401);
    expect((await requestToken(origin, "better-auth.session_token=made.up")).status).toBe(401);
  });

  it.each(["compact", "jwt", "jwe"] as const)(
    "answers 401 for a deleted session although the cookie cache (%s) still vouches for it",
    async (strategy) => {
      const { auth, origin } = await startAuth({
        session: { cookieCache: { enabled: true, maxAge: 300, strategy } },
      });
      const { cookie } = await signUp(origin);
      expect((await requestToken(origin, cookie)).status).toBe(200);
      const { session } = (await auth.api.getSession({ headers: new Headers({ cookie }) })) ?? {};
      await (await auth.$context).internalAdapter.deleteSession(session?.token ?? "");
      // The cache does still vouch for it, or this test would show nothing.
      expect(await auth.api.getSession({ headers: new Headers({ cookie }) })).not.toBeNull();
      expect((await requestToken(origin, cookie)).status).toBe(401);
    },
  );

  it("answers 401 after signing out", async () => {
    const { origin } = await startAuth({ session: { cookieCache: { enabled: true, maxAge: 300 } } });
    const { cookie } = await signUp(origin);
    const headers = { cookie, origin, "content-type": "application/json" };
    const out = await fetch(`${origin}/api/auth/sign-out`, { method: "POST", headers, body: "{}" });
    expect(out.status).toBe(200);
    expect((await requestToken(origin, cookie)).status).toBe(401);
    expect((await requestToken(origin, cookiesOf(out))).status).toBe(401);
  });

  it("signs with the first of BETTER_AUTH_SECRETS, whatever BETTER_AUTH_SECRET says", async () => {
    const { origin } = await startAuth({
      secret: "yet-another-secret-that-is-not-used-at-all-0000",
      secrets: [
        { version: 2, value: SECRET },
        { version: 1, value: OLD_SECRET },
      ],
    });
    const { cookie } = await signUp(origin);
    const token = await tokenFor(origin, cookie);
    const verifier = createVerifier({ issuer: origin, audience: AUDIENCE, keys: sharedSecret(SECRET) });
    await expect(verifier.verify(token)).resolves.toBeDefined();
  });

  it("honours the lifetime", async () => {
    const { origin } = await startAuth({ bridge: { lifetime: "1h" } });
    const { cookie } = await signUp(origin);
    const { payload } = readToken(await tokenFor(origin, cookie));
    expect(Number(payload.exp) - Math.floor(Number(payload.iat))).toBe(3600);
  });

  it("limits requests by address", async () => {
    const { origin } = await startAuth({
      rateLimit: { enabled: true },
      advanced: { ipAddress: { ipAddressHeaders: ["x-client"] } },
      bridge: { rateLimit: { window: 60, max: 3 } },
    });
    const ask = (client: string) => fetch(`${origin}/api/auth/token`, { headers: { "x-client": client } });
    const statuses: number[] = [];
    for (let i = 0; i < 4; i += 1) statuses.push((await ask("203.0.113.1")).status);
    expect(statuses).toEqual([401, 401, 401, 429]);
    expect((await ask("203.0.113.2")).status).toBe(401);
  });

  it("rests on this: Better Auth counts until there is a pause of a window, and no window slides", async () => {
    vi.useFakeTimers({ toFake: ["Date"], now: 1_750_000_000_000 });
    onTestFinished(() => {
      vi.useRealTimers();
    });
    const auth = await createAuth({
      rateLimit: { enabled: true },
      advanced: { ipAddress: { ipAddressHeaders: ["x-client"] } },
      bridge: { rateLimit: { window: 10, max: 3 } },
    });
    const statuses: number[] = [];
    for (const seconds of [0, 9, 9, 9, 1]) {
      vi.setSystemTime(Date.now() + seconds * 1000);
      const headers = { "x-client": "203.0.113.3" };
      const request = new Request("http://localhost:3000/api/auth/token", { headers });
      statuses.push((await auth.handler(request)).status);
    }
    // Never more than two in ten seconds, and refused all the same; free again ten seconds after the last that was let in.
    expect(statuses).toEqual([401, 401, 401, 429, 401]);
  });

  it("leaves room for many people behind one address, and lets them back in soon", () => {
    expect(jwtBridge({ audience: AUDIENCE }).rateLimit).toMatchObject([
      { window: 10, max: 300 },
      { max: 1_000_000_000 },
    ]);
  });

  it("publishes no key set and signs nothing for get-session", async () => {
    const { origin } = await startAuth();
    const { cookie } = await signUp(origin);
    expect((await fetch(`${origin}/api/auth/jwks`)).status).toBe(404);
    const session = await fetch(`${origin}/api/auth/get-session`, { headers: { cookie } });
    expect(session.headers.get("set-auth-jwt")).toBeNull();
  });

  it("needs no table", async () => {
    const auth = await createAuth();
    expect(Object.keys((await auth.$context).tables)).not.toContain("jwks");
  });
});

describe("calls on the server", () => {
  it("getToken is typed and gives a token", async () => {
    const { auth, origin } = await startAuth();
    const { cookie } = await signUp(origin);
    const answer: { token: string } = await auth.api.getToken({ headers: new Headers({ cookie }) });
    expect(readToken(answer.token).payload.iss).toBe(origin);
  });

  it("getToken refuses somebody who is not signed in", async () => {
    const auth = await createAuth();
    await expect(auth.api.getToken({ headers: new Headers() })).rejects.toMatchObject({ statusCode: 401 });
  });

  it("signJWT signs nothing", async () => {
    const auth = await createAuth();
    const payload = { sub: "somebody", sid: "s", jti: "j", aud: AUDIENCE };
    await expect(auth.api.signJWT({ body: { payload } })).rejects.toThrow(/signJWT cannot sign/);
  });

  it("verifyJWT is not there: it would accept the tokens of sessions that have ended", async () => {
    const auth = await createAuth();
    // @ts-expect-error Nor is it typed.
    expect(auth.api.verifyJWT).toBeUndefined();
  });

  it("signJWT and verifyJWT cannot be reached over HTTP", async () => {
    const { origin } = await startAuth();
    for (const path of ["sign-jwt", "verify-jwt", "signJWT", "verifyJWT"]) {
      const body = JSON.stringify({ payload: {}, token: "" });
      const headers = { "content-type": "application/json", origin };
      const response = await fetch(`${origin}/api/auth/${path}`, { method: "POST", headers, body });
      expect(response.status).toBe(404);
    }
  });
});
