/** What somebody's browser does at the auth servers. */
let people = 0;

/** @param {string} token @param {0 | 1} segment */
export const read = (token, segment) =>
  JSON.parse(Buffer.from(token.split(".")[segment] ?? "", "base64url").toString());

/** What a browser sends after this answer. @param {Headers} headers */
export const cookiesOf = (headers) =>
  headers
    .getSetCookie()
    .map((line) => line.split(";")[0])
    .join("; ");

/** Somebody new. @param {string} origin @returns {Promise<string>} the cookie of a session */
export async function signUp(origin) {
  people += 1;
  const body = { name: "Person", email: `person-${people}@example.test`, password: "a-long-password" };
  return cookiesOf((await post(origin, "sign-up/email", "", body)).headers);
}

/** @param {string} origin @param {string} cookie */
export const signOut = (origin, cookie) => post(origin, "sign-out", cookie, {});

/** @param {string} origin @param {string} cookie @returns {Promise<string>} */
export async function tokenOf(origin, cookie) {
  const response = await fetch(`${origin}/api/auth/token`, { headers: { cookie } });
  if (response.status !== 200) throw new Error(`token answered ${response.status}: ${await response.text()}`);
  const { token } = /** @type {{ token: string }} */ (await response.json());
  return token;
}

/** @param {string} origin @param {string} path @param {string} cookie @param {object} content */
async function post(origin, path, cookie, content) {
  const headers = { "content-type": "application/json", origin, cookie };
  const init = { method: "POST", headers, body: JSON.stringify(content) };
  const response = await fetch(`${origin}/api/auth/${path}`, init);
  const text = await response.text();
  if (response.status !== 200) throw new Error(`${path} answered ${response.status}: ${text}`);
  return response;
}
