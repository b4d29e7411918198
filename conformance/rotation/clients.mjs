/** People who are signed in all the time: each gets a token, uses it until it is nearly over, and gets the next. */
import { cookiesOf, read, signUp } from "./browser.mjs";

const RENEW = 0.8; // of a token's life, as the token client does it

/** @typedef {import("./fleet.mjs").Fleet} Fleet */
/** @typedef {{ what: "session" | "token" | "call", status: number, kid: string, during: string, reason: string }} Refused */
/** @typedef {Awaited<ReturnType<typeof startClients>>} Clients */

/**
 * @param {object} options
 * @param {string} options.origin - of the auth servers
 * @param {Fleet} options.apis
 * @param {number} options.count
 * @param {number} options.rest - milliseconds between two requests of one person
 */
export async function startClients({ origin, apis, count, rest }) {
  const counted = {
    tokens: 0,
    calls: 0,
    /** Milliseconds that each call took. */
    waits: /** @type {number[]} */ ([]),
    refused: /** @type {Refused[]} */ ([]),
    /** Algorithm and id of each key that a token came with. */
    keys: /** @type {Set<string>} */ (new Set()),
  };
  let during = "before";
  let latest = "";
  let isOver = false;

  /** @param {string} path @param {string} cookie */
  async function look(path, cookie) {
    const response = await fetch(`${origin}/api/auth/${path}`, { headers: { cookie } });
    return { status: response.status, headers: response.headers, text: await response.text() };
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
  /** @param {string} token */
  async function call(token) {
    const begun = performance.now();
    const headers = { authorization: `Bearer ${token}` };
    if (await expectOk("call", read(token, 0).kid, apis.request("/me", { headers }))) counted.calls += 1;
    counted.waits.push(performance.now() - begun);
  }
  /** @param {string} cookie - of a session */
  async function live(cookie) {
    let token = "";
    let renewal = 0;
    while (!isOver) {
      if (Date.now() / 1000 >= renewal) {
        const page = await expectOk("session", "", look("get-session", cookie));
        cookie = (page && cookiesOf(page.headers)) || cookie;
        const answer = await expectOk("token", "", look("token", cookie));
        if (answer !== undefined) {
          counted.tokens += 1;
          token = JSON.parse(answer.text).token;
          latest = token;
          const { alg, kid } = read(token, 0);
          counted.keys.add(`${alg} ${kid}`);
          const { iat, exp } = read(token, 1);
          renewal = iat + (exp - iat) * RENEW;
        }
      }
      if (token !== "") await call(token);
      await new Promise((done) => setTimeout(done, rest));
    }
  }
  const cookies = [];
  for (let at = 0; at < count; at += 1) cookies.push(await signUp(origin));
  const lives = cookies.map(live);
  return {
    counted,
    /** What was counted up to now, which counts no further. */
    soFar: () => ({ ...counted, refused: [...counted.refused], keys: new Set(counted.keys) }),
    /** Somebody's that is good now. */
    get token() {
      return latest;
    },
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
