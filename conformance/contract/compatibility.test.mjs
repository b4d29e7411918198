/** A real Better Auth with its own jwt(), and then with jwtBridge() in its place, before real APIs with and without the setting. */
import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import { createVerifier } from "jwt-auth-bridge";
import { remoteJwks } from "jwt-auth-bridge/jwks";
import { PROGRAMS, startServers } from "../servers/index.mjs";
import { startMovingAuth } from "../servers/moving-auth.mjs";

const AUDIENCE = "todo-api";
const APIS = PROGRAMS.filter(({ name }) => name === "fastapi" || name === "hono");
const PERSON = { name: "Ann Example", email: "ann@example.test", password: "a-long-password" };

/** @typedef {import("../servers/index.mjs").Server} Server */

describe("tokens of Better Auth's own jwt()", () => {
  /** @type {Awaited<ReturnType<typeof startMovingAuth>>} */
  let auth;
  /** @type {Server[]} */
  let told = [];
  /** @type {Server[]} */
  let untold = [];
  /** @type {string} */
  let userId;
  /** @type {string} */
  let old;
  /** @type {(() => Promise<void>)[]} */
  const stops = [];

  before(async () => {
    auth = await startMovingAuth(AUDIENCE);
    stops.push(auth.stop);
    ({ userId } = await auth.signUp(PERSON));
    old = await auth.token();
    const settings = {
      BETTER_AUTH_URL: auth.origin,
      JWT_AUDIENCE: AUDIENCE,
      JWT_JWKS_URL: `${auth.origin}/api/auth/jwks`,
    };
    const groups = await Promise.all([
      startServers({ ...settings, COMPATIBILITY: "1" }, "compatibility", APIS),
      startServers(settings, "no-compatibility", APIS),
    ]);
    stops.push(...groups.map(({ stop }) => stop));
    [told, untold] = /** @type {[Server[], Server[]]} */ (groups.map(({ servers }) => servers));
  });
  after(() => Promise.all(stops.map((stop) => stop())));

  it("have no typ, no session and the user's whole record", () => {
    const [header, payload] = old.split(".").map((segment) => Buffer.from(segment, "base64url").toString());
    assert.match(header ?? "", /^\{"alg":"EdDSA","kid":"\w+"\}$/);
    const { sub, aud, iat, exp, ...record } = JSON.parse(payload ?? "");
    assert.deepEqual([sub, aud, exp - iat, record.email], [userId, auth.origin, 900, PERSON.email]);
    assert.ok(!("sid" in record || "jti" in record));
  });

  it("are accepted by an API that was told so, each on their own user's path", async () => {
    const me = { user_id: userId, session_id: null, scopes: [] };
    for (const api of told) {
      assert.deepEqual(await get(api, "/me", old), { status: 200, body: me }, api.title);
      assert.equal((await get(api, `/api/${userId}/tasks`, old)).status, 200, api.title);
      assert.equal((await get(api, "/api/somebody/tasks", old)).status, 403, api.title);
    }
  });

  it("are refused by any other, with the mend in the log", async () => {
    const mend = "put jwtBridge() in its place, or set compatibility here GET /me";
    for (const api of untold) {
      const { status, body } = await get(api, "/me", old);
      assert.deepEqual([status, body.code], [401, "token_invalid"], api.title);
      assert.ok(api.lines.some((line) => line.includes("header_members: no typ") && line.includes(mend)));
    }
  });

  it("are no session cookies, which are signed with the same key", async () => {
    const cookie = auth.cachedSession();
    assert.match(Buffer.from(cookie.split(".")[0] ?? "", "base64url").toString(), /session-cache\+jwt/);
    for (const api of [...told, ...untold])
      assert.equal((await get(api, "/me", cookie)).status, 401, api.title);
  });

  it("go on beside those of jwtBridge(), which need no setting", async () => {
    await auth.move();
    const next = await auth.token();
    for (const api of told) assert.equal((await get(api, "/me", old)).status, 200, api.title);
    for (const api of [...told, ...untold]) {
      const { status, body } = await get(api, "/me", next);
      assert.deepEqual([status, body.user_id, typeof body.session_id], [200, userId, "string"], api.title);
    }
  });

  it("leave nothing of the user's record in a log", () => {
    for (const api of [...told, ...untold])
      assert.doesNotMatch(api.lines.join("\n"), /Ann|example\.test/, api.title);
  });
});

describe("private keys that jwt() has not encrypted", () => {
  it("end where jwtBridge() takes over, and their tokens do not", async (t) => {
    const auth = await startMovingAuth(AUDIENCE, { disablePrivateKeyEncryption: true });
    const keys = remoteJwks({ url: `${auth.origin}/api/auth/jwks` });
    t.after(() => Promise.all([keys.close(), auth.stop()]));
    const verifier = createVerifier({
      issuer: auth.origin,
      audience: AUDIENCE,
      keys,
      compatibility: "better-auth-jwt",
    });
    const { userId } = await auth.signUp(PERSON);
    const old = await auth.token();
    assert.equal((await verifier.verify(old)).userId, userId);
    auth.endPairs();
    await auth.move();
    assert.equal((await verifier.verify(await auth.token())).userId, userId);
    assert.equal((await verifier.verify(old)).userId, userId);
  });
});

/** @param {Server} api @param {string} path @param {string} token */
async function get({ port }, path, token) {
  const headers = { Authorization: `Bearer ${token}` };
  const response = await fetch(`http://127.0.0.1:${port}${path}`, { headers });
  return { status: response.status, body: await response.json() };
}
