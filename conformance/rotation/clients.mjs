/** People who are signed in all the time: each gets a token, uses it until it is nearly over, and gets the next. */

const RENEW = 0.8; // of a token's life, as the token client does it
const PAUSE = 20; // milliseconds between two requests of one person

/** @typedef {ReturnType<typeof import("./fleet.mjs").createFleet>} Fleet */
/** @typedef {{ what: "session" | "token" | "call", status: number, kid: string, during: string, reason: string }} Refused */

/** What a browser sends after this answer. @param {Headers} headers */
const cookiesOf = (headers) =>
  headers
    .getSetCookie()
    .map((line) => line.split(";")[0])
    .join("; ");

/** @param {string} token @param {0 | 1} segment */
const read = (token, segment) =>
  JSON.parse(Buffer.from(token.split(".")[segment] ?? "", "base64url").toString());

/**
 * @param {{ auth: Fleet, apis: Fleet, origin: string, count: number }} options
 */
export async function startClients({ auth, apis, origin, count }) {
  const counted = {
    tokens: 0,
    calls: 0,
    refused: /** @type {Refused[]} */ ([]),
    kids: /** @type {Set<string>} */ (new Set()),
  };
  let during = "before";
  let isOver = false;

  /** @param {number} at */
  async function signUp(at) {
    const body = JSON.stringify({
      name: "Person",
      email: `person-${at}@example.test`,
      password: "a-long-password",
    });
    const headers = { "content-type": "application/json", origin };
    const response = await auth.request("/api/auth/sign-up/email", { method: "POST", headers, body });
    if (response.status !== 200) throw new Error(`sign-up answered ${response.status}: ${response.text}`);
    return cookiesOf(response.headers);
  }
  /** @param {Refused["what"]} what @param {string} kid @param {ReturnType<Fleet["request"]>} asked */
  async function expectOk(what, kid, asked) {
    const { status, text, headers } = await asked.catch((error) => ({
      status: 0,
      text: String(error.cause ?? error),
      headers: new Headers(),
    }));
    if (status === 200 && text !== "null") return { text, headers };
    counted.refused.push({ what, status, kid, during, reason: text.slice(0, 200) });
    return undefined;
  }
  /** @param {string} cookie - of a session */
  async function live(cookie) {
    const browser = { cookie };
    let token = "";
    let renewal = 0;
    while (!isOver) {
      if (Date.now() / 1000 >= renewal) {
        const page = await expectOk(
          "session",
          "",
          auth.request("/api/auth/get-session", { headers: browser }),
        );
        browser.cookie = (page && cookiesOf(page.headers)) || browser.cookie;
        const answer = await expectOk("token", "", auth.request("/api/auth/token", { headers: browser }));
        if (answer !== undefined) {
          counted.tokens += 1;
          token = JSON.parse(answer.text).token;
          counted.kids.add(read(token, 0).kid);
          const { iat, exp } = read(token, 1);
          renewal = iat + (exp - iat) * RENEW;
        }
      }
      if (token !== "") {
        const headers = { authorization: `Bearer ${token}` };
        if (await expectOk("call", read(token, 0).kid, apis.request("/me", { headers }))) counted.calls += 1;
      }
      await new Promise((done) => setTimeout(done, PAUSE));
    }
  }
  const cookies = [];
  for (let at = 0; at < count; at += 1) cookies.push(await signUp(at));
  const lives = cookies.map(live);
  return {
    counted,
    /** @param {string} what - happens from now on */
    tell(what) {
      during = what;
    },
    async stop() {
      isOver = true;
      await Promise.all(lives);
    },
  };
}
