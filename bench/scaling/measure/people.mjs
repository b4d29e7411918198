/** People at an auth server: they sign up, fetch tokens and sign out. */
import { Failure } from "../../../scripts/lib/failure.mjs";

/**
 * @param {string} origin
 * @param {string} path - below /api/auth
 * @param {RequestInit & { headers?: Record<string, string> }} [init]
 * @throws {Failure} unless it is answered 200.
 */
async function ask(origin, path, init = {}) {
  const headers = { origin, "content-type": "application/json", ...init.headers };
  const answer = await fetch(`${origin}/api/auth/${path}`, { ...init, headers });
  await answer.arrayBuffer();
  if (answer.status !== 200) throw new Failure(`/${path} was answered ${answer.status}`);
  return answer;
}

/** @param {string} origin @param {number} count @returns {Promise<string[]>} their cookies */
export async function signUp(origin, count) {
  const cookies = [];
  for (let index = 0; index < count; index++) {
    const body = {
      name: "Ann",
      email: `ann-${crypto.randomUUID()}@example.com`,
      password: "a long password",
    };
    const answer = await ask(origin, "sign-up/email", { method: "POST", body: JSON.stringify(body) });
    const given = answer.headers.getSetCookie().map((cookie) => cookie.split(";")[0]);
    cookies.push(given.join("; "));
  }
  return cookies;
}

const AT_ONCE = 8;

/**
 * Each asks as often, some at a time.
 *
 * @param {string} origin
 * @param {"token" | "get-session"} path
 * @param {readonly string[]} cookies
 * @param {number} times
 */
export async function askOften(origin, path, cookies, times) {
  const left = Array.from({ length: times }, () => cookies).flat();
  const worker = async () => {
    for (let cookie = left.pop(); cookie !== undefined; cookie = left.pop()) {
      await ask(origin, path, { headers: { cookie } });
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, worker));
}

/** One after the other. @param {string} origin @param {readonly string[]} cookies */
export async function signOut(origin, cookies) {
  for (const cookie of cookies) {
    await ask(origin, "sign-out", { method: "POST", body: "{}", headers: { cookie } });
  }
}
