/** What every adapter must do, over real sockets: run with one server for each framework. */
import { describe, expect, it } from "vitest";
import { type AuthBridgeOptions, createRevocations, type Refusal } from "../../../src/index.js";
import { testManyHeaders } from "./many-headers.js";
import { testNoError } from "./no-error.js";
import { testPathOwner } from "./path-owner.js";
import { sendRaw } from "./raw-request.js";
import { testReplacedPromise } from "./replaced-promise.js";
import { bearer, NOW, settings, tokenOf } from "./settings.js";

/**
 * Start an app on a free port of this machine until the test has finished; gives its origin.
 *
 * Its routes: `GET` and `POST /me`, `GET /optional`, `GET /api/:user_id/tasks`, each answering `{"user_id": …}`, and
 * `GET /unowned`, guarded by `pathOwner`, whose errors are answered 500. `POST /me` gives the body's length.
 */
export type StartApp = (options: AuthBridgeOptions) => Promise<string>;

/** An app of its own for one test, and what it logs. */
export type Setup = (
  changes?: Partial<AuthBridgeOptions>,
) => Promise<{ origin: string; refusals: readonly Refusal[] }>;

const ME = "/me";

/** Describe the guards of an adapter. */
export function testAdapter(start: StartApp): void {
  const app: Setup = async (changes) => {
    const { options, refusals } = settings(changes);
    return { origin: await start(options), refusals };
  };
  testManyHeaders(app);
  testPathOwner(app);
  testReplacedPromise(app);
  testNoError(app);

  describe("principal", () => {
    it("lets the caller in", async () => {
      const { origin, refusals } = await app();
      const response = await fetch(origin + ME, { headers: bearer("ann") });
      expect([response.status, await response.json()]).toEqual([200, { user_id: "ann" }]);
      expect(refusals).toEqual([]);
    });

    it("answers nobody with the bytes of the profile, and nothing of the framework's", async () => {
      const { origin } = await app();
      const { status, headers, body } = await sendRaw(origin, "GET /me HTTP/1.1");
      expect(status).toBe(401);
      expect(body).toBe(
        '{"type":"about:blank","title":"Unauthorized","status":401,"detail":"Sign in to use this resource.","code":"token_missing"}',
      );
      expect(headers.get("content-type")).toBe("application/problem+json");
      expect(headers.get("www-authenticate")).toBe("Bearer");
      expect(headers.get("cache-control")).toBe("no-store");
      expect(headers.get("content-length")).toBe(String(body.length));
      expect(headers.has("etag")).toBe(false);
    });

    it("answers HEAD as GET, without the body", async () => {
      const { origin, refusals } = await app();
      const { status, headers, body } = await sendRaw(origin, "HEAD /me HTTP/1.1");
      expect([status, body, headers.get("www-authenticate")]).toEqual([401, "", "Bearer"]);
      expect(headers.get("content-type")).toBe("application/problem+json");
      expect(refusals).toHaveLength(1);
      expect((await fetch(origin + ME, { method: "HEAD", headers: bearer("ann") })).status).toBe(200);
    });

    it("refuses the token of a session that has ended, and every token while nothing is heard", async () => {
      const clock = { now: NOW };
      const revocations = createRevocations({ clock: () => clock.now, now: () => NOW });
      const { origin } = await app({ revocations });
      const answer = async () => {
        const response = await fetch(origin + ME, { headers: bearer("ann") });
        const { code } = (await response.json()) as { code?: string };
        return [response.status, response.headers.get("retry-after"), code];
      };
      expect(await answer()).toEqual([503, "5", "verification_unavailable"]);
      revocations.heard();
      expect(await answer()).toEqual([200, null, undefined]);
      clock.now += 31;
      expect(await answer()).toEqual([503, "5", "verification_unavailable"]);
      revocations.add({ sub: "ann", before: NOW, until: NOW + 300 });
      expect(await answer()).toEqual([401, null, "token_revoked"]);
    });

    it("refuses an expired token as such", async () => {
      const { origin } = await app({ now: () => NOW + 3600 });
      const response = await fetch(origin + ME, { headers: bearer("ann") });
      expect(response.status).toBe(401);
      expect(response.headers.get("www-authenticate")).toBe('Bearer error="invalid_token"');
      expect(await response.json()).toMatchObject({ code: "token_expired" });
    });

    it("answers an anonymous caller before the body is sent", async () => {
      const { origin } = await app();
      const { status } = await sendRaw(origin, "POST /me HTTP/1.1", "Content-Length: 100000000");
      expect(status).toBe(401);
    });

    it("leaves the body to the handler", async () => {
      const { origin } = await app();
      const body = JSON.stringify({ text: "x".repeat(1000) });
      const headers = { ...bearer("ann"), "Content-Type": "application/json" };
      const response = await fetch(origin + ME, { method: "POST", headers, body });
      expect([response.status, await response.json()]).toEqual([200, { user_id: "ann", length: 1000 }]);
    });

    it("tells the reason in the body for debug alone", async () => {
      const { origin } = await app({ debug: true });
      const response = await fetch(origin + ME);
      expect(await response.json()).toMatchObject({ detail: expect.stringMatching(/^no_credentials: /) });
    });
  });

  describe("optionalPrincipal", () => {
    it.each([undefined, "", "Basic YTpi"])("lets an anonymous caller in: %j", async (value) => {
      const { origin, refusals } = await app();
      const lines = value === undefined ? [] : [`Authorization: ${value}`];
      const { status, body } = await sendRaw(origin, "GET /optional HTTP/1.1", ...lines);
      expect([status, body]).toEqual([200, '{"user_id":null}']);
      expect(refusals).toEqual([]);
    });

    it("knows who came with a token", async () => {
      const { origin } = await app();
      const response = await fetch(`${origin}/optional`, { headers: bearer("ann") });
      expect(await response.json()).toEqual({ user_id: "ann" });
    });

    it("refuses a bad token, never silently anonymous", async () => {
      const { origin } = await app();
      const response = await fetch(`${origin}/optional`, { headers: { Authorization: "Bearer x.y.z" } });
      expect([response.status, await response.json()]).toMatchObject([401, { code: "token_invalid" }]);
    });
  });

  describe("the log", () => {
    it("has one line for each refusal, with the route as it was declared and no value of the request", async () => {
      const { origin, refusals } = await app();
      const token = tokenOf("somebody-else");
      await fetch(`${origin}/api/victim/tasks?q=secret`, { headers: { Authorization: `Bearer ${token}` } });
      await fetch(`${origin}/api/victim/tasks`, { headers: { Authorization: `Bearer ${token}x` } });
      await fetch(origin + ME, { method: "HEAD" });
      expect(refusals.map(({ level, method, route, code }) => [level, code, method, route])).toEqual([
        ["warn", "user_mismatch", "GET", "/api/:user_id/tasks"],
        ["warn", "token_invalid", "GET", "/api/:user_id/tasks"],
        ["info", "token_missing", "HEAD", "/me"],
      ]);
      for (const { message } of refusals) {
        expect(message).not.toMatch(/victim|somebody|secret|\?/);
        for (const part of token.split(".")) expect(message).not.toContain(part);
      }
    });
  });
}
