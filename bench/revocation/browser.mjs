/** What a signed-in browser does at the auth server. */
import { Failure } from "../../scripts/lib/failure.mjs";

let people = 0;

/** Somebody new, with a token. @param {string} auth - its origin */
export async function signUp(auth) {
  people += 1;
  const email = `person-${people}@example.test`;
  const answer = await post(auth, "/sign-up/email", "", { name: "P", email, password: "a-long-password" });
  const cookie = answer.headers
    .getSetCookie()
    .map((line) => line.split(";")[0])
    .join("; ");
  const { token } = await (await fetch(`${auth}/api/auth/token`, { headers: { cookie } })).json();
  if (typeof token !== "string") throw new Failure("the auth server gives no token");
  return { token, signOut: () => post(auth, "/sign-out", cookie, {}) };
}

/** @param {string} auth @param {string} path @param {string} cookie @param {object} body */
async function post(auth, path, cookie, body) {
  const answer = await fetch(`${auth}/api/auth${path}`, {
    method: "POST",
    headers: { cookie, origin: auth, "content-type": "application/json" },
    body: JSON.stringify(body),
  });
  if (!answer.ok) throw new Failure(`${path} is answered ${answer.status}`);
  await answer.clone().text();
  return answer;
}

/** How an API answers this token. @param {string} api @param {string} token */
export async function statusOf(api, token) {
  const answer = await fetch(api, { headers: { authorization: `Bearer ${token}` } });
  await answer.arrayBuffer();
  return answer.status;
}
