/** What every adapter must do, over real sockets: run with one server for each framework. */
import { describe, expect, it } from "vitest";
import type { AuthBridgeOptions } from "../../src/index.js";
import { NOW, sendRaw, settings, tokenOf } from "./adapter.js";

/**
 * Start an app on a free port of this machine until the test has finished; gives its origin.
 *
 * Its routes: `GET` and `POST /me`, `GET /optional`, `GET /api/:user_id/tasks`, each answering `{"user_id": …}`, and
 * `GET /unowned`, guarded by `pathOwner`, whose errors are answered 500. `POST /me` gives the body's length.
 */
export type StartApp = (options: AuthBridgeOptions) => Promise<string>;

const ME = "/me";
const PATHS: readonly [path: string, sub: string, status: number | readonly number[]][] = [
  ["ann", "ann", 200],
  ["%61nn", "ann", 200],
  ["a%20b", "a b", 200],
  ["%C3%A9", "é", 200],
  ["%25FF", "%FF", 200],
  ["%252F", "%2F", 200],
  ["%25%32%46", "%2F", 200],
  ["a%2Fb", "a/b", 200],
  ["a+b", "a+b", 200],
  ["Ann", "ann", 403],
  ["ann%20", "ann", 403],
  ["%2561nn", "ann", 403],
  ["%252F", "/", 403],
  ["%25", "%25", 403],
  ["e%CC%81", "é", 403],
  ["%00", "ann", 403],
  ["__proto__", "ann", 403],
  ["%FF", "%FF", [400, 403]],
  ["%FF", "\uFFFD", [400, 403]],
  ["%zz", "%zz", [400, 403]],
  ["%", "%", [400, 403]],
  ["%E9%2561", "%E9%61", [400, 403]],
  ["%C0%AF", "/", [400, 403]],
  ["%ED%A0%80", "\uFFFD\uFFFD\uFFFD", [400, 403]],
];

export function testAdapter(start: StartApp): void {
  const bearer = (userId: string) => ({ Authorization: `Bearer ${tokenOf(userId)}` });

  async function app(changes: Partial<AuthBridgeOptions> = {}) {
    const { options, refusals } = settings(changes);
    return { origin: await start(options), refusals };
  }

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

  describe("two Authorization headers", () => {
    const good = `Bearer ${tokenOf("ann")}`;
    const pairs = ["", "Basic YTpi", good].flatMap((a) =>
      ["", "Basic YTpi", good].map((b) => [a, b] as const),
    );

    it.each(pairs)("are refused: %.12j and %.12j", async (a, b) => {
      const { origin, refusals } = await app();
      for (const [at, path] of [ME, "/optional", "/api/ann/tasks"].entries()) {
        const lines = [`Authorization: ${a}`, `AUTHORIZATION: ${b}`];
        const { status, headers, body } = await sendRaw(origin, `GET ${path} HTTP/1.1`, ...lines);
        expect([status, headers.get("www-authenticate")]).toEqual([401, 'Bearer error="invalid_token"']);
        expect(JSON.parse(body)).toMatchObject({ code: "token_invalid" });
        expect(refusals[at]?.reason).toMatch(/^many_headers: /);
      }
    });

    it.each([`${good}, ${good}`, `Basic YTpi, ${good}`, `, ${good}`, `${good},`])(
      "are not accepted in one either: %.14s",
      async (value) => {
        const { origin } = await app();
        expect((await sendRaw(origin, "GET /me HTTP/1.1", `Authorization: ${value}`)).status).toBe(401);
      },
    );
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

  describe("pathOwner", () => {
    it.each(PATHS)("%s for the user %j: %j", async (path, sub, expected) => {
      const { origin } = await app();
      const authorization = `Authorization: Bearer ${tokenOf(sub)}`;
      const { status, body } = await sendRaw(origin, `GET /api/${path}/tasks HTTP/1.1`, authorization);
      expect([expected].flat()).toContain(status);
      if (status === 200) expect(JSON.parse(body)).toEqual({ user_id: sub });
      if (status === 403) expect(JSON.parse(body)).toMatchObject({ code: "user_mismatch" });
    });

    it("answers 401 before it compares", async () => {
      const { origin } = await app();
      expect((await fetch(`${origin}/api/ann/tasks`)).status).toBe(401);
    });

    it("leaves a route without the parameter to the error handling, closed and loud", async () => {
      const { origin, refusals } = await app();
      const response = await fetch(`${origin}/unowned`, { headers: bearer("ann") });
      expect([response.status, await response.text()]).toEqual([500, "path_parameter_missing"]);
      expect(refusals).toEqual([]);
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
