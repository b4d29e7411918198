/** People who sign out while keys change: each API refuses their tokens from then on. */
import { issueTestToken } from "jwt-auth-bridge/testing";
import { read, signOut, signUp, tokenOf } from "./browser.mjs";
import { AUDIENCE, statusAt } from "./world.mjs";

const PATIENCE = 10_000; // milliseconds

/** @typedef {{ token: string, cookie: string }} Leaver */

/**
 * @param {import("./world.mjs").World} world
 * @param {string} secret - under which their tokens are signed, good for longer than any run
 */
export function createLeavers({ origin, apis }, secret) {
  /** @type {string[]} */
  const ended = [];

  /** Signed in now, with a token of this session that only its end can spoil. @returns {Promise<Leaver>} */
  async function come() {
    const cookie = await signUp(origin);
    const { sub: userId, sid: sessionId } = read(await tokenOf(origin, cookie), 1);
    const claims = { issuer: origin, audience: AUDIENCE, userId, sessionId };
    return { cookie, token: issueTestToken({ ...claims, secret, lifetime: 3600 }) };
  }
  return {
    come,
    /** Every API that is up must know them, and then, once it has heard, not any more. @param {Leaver} leaver */
    async leave({ token, cookie }) {
      const before = await Promise.all(apis.all.map((api) => statusAt(api, token)));
      await signOut(origin, cookie);
      const answered = performance.now();
      const delays = await Promise.all(apis.all.map((api) => firstRefusal(api, token, answered)));
      ended.push(token);
      return { before, slowest: Math.max(...delays) };
    },
    /** The same while some are restarting: nobody looks. @param {Leaver} leaver */
    async leaveUnseen({ token, cookie }) {
      await signOut(origin, cookie);
      ended.push(token);
    },
    /** What all APIs answer to everybody who has left: one list. */
    async ask() {
      const answers = ended.flatMap((token) => apis.all.map((api) => statusAt(api, token)));
      return Promise.all(answers);
    },
  };
}

/** @param {{ port: number }} api @param {string} token @param {number} since @returns {Promise<number>} milliseconds */
async function firstRefusal(api, token, since) {
  while (performance.now() - since < PATIENCE) {
    if ((await statusAt(api, token)) === 401) return performance.now() - since;
    await new Promise((done) => setTimeout(done, 10));
  }
  return Number.POSITIVE_INFINITY;
}
