/** What an answer says about whoever gave it. */

/** @typedef {import("./ledger.mjs").Expected} Expected */
/** @typedef {"accepted" | "refused" | "unavailable" | "foreign row" | "lost write" | "wrong answer" | "ended by itself"} Fault */
/**
 * @typedef {object} Verdict
 * @property {"accepted" | "refused" | "unavailable"} outcome
 * @property {{ fault: Fault, what: string }} [wrong]
 */

/**
 * @param {number} status - 0: there was no answer
 * @param {object} rule
 * @param {Expected} rule.expected
 * @param {boolean} rule.isExcused - whether it is no wonder that there is none
 * @param {boolean} [rule.isForbidden] - whether nothing may be accepted, for nothing was heard for too long
 * @returns {Verdict}
 */
export function judge(status, { expected, isExcused, isForbidden = false }) {
  if (status === 0 || status === 503) {
    const what = status === 0 ? "no answer, and nothing was down" : "503, and nothing was down";
    return { outcome: "unavailable", ...(!isExcused && { wrong: { fault: "unavailable", what } }) };
  }
  if (status === 401) {
    const what = "401 for what is good";
    return { outcome: "refused", ...(expected === "accept" && { wrong: { fault: "refused", what } }) };
  }
  if (status >= 500 || status === 429)
    return { outcome: "unavailable", wrong: { fault: "wrong answer", what: `${status}` } };
  if (expected !== "refuse" && !isForbidden) return { outcome: "accepted" };
  const why = expected === "refuse" ? "has ended, or never was one" : "nobody can have heard about";
  return { outcome: "accepted", wrong: { fault: "accepted", what: `${status} for a token that ${why}` } };
}

/**
 * The same for the web app. Where Better Auth cannot reach its database it answers 500, or 401: it takes a session that it
 * cannot read for none (getSessionFromCtx in better-auth/api).
 *
 * @param {number} status
 * @param {{ expected: Expected, isExcused: boolean, isBlind: boolean }} rule - `isBlind`: its database is not there
 * @returns {Verdict}
 */
export function judgeWeb(status, { isBlind, ...rule }) {
  const isOutage = (status === 500 && rule.isExcused) || (status === 401 && isBlind);
  return judge(isOutage ? 503 : status, rule);
}
