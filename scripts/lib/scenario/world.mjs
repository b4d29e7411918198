/** Who there is, what is known about them, and what is asked of whom. */

/**
 * @typedef {import("./ledger.mjs").Token} Token
 * @typedef {import("../isolation/random.mjs").Random} Random
 */
/**
 * Somebody with an account. What they write holds `id`; `userId` is Better Auth's.
 *
 * @typedef {object} Person
 * @property {string} id
 * @property {string} authorization - nothing: a device has a token of its own
 * @property {string} userId - empty before there is an account
 * @property {string} email
 * @property {string[]} passwords - the first is the likeliest; several when a change was never answered
 * @property {number} changes - of the password, begun or over
 * @property {boolean} isChanging
 * @property {boolean} isSteady - never signs out
 * @property {import("./ledger.mjs").Ending[]} endings
 *
 * @typedef {import("./ledger.mjs").Session & { user: Person, cookie: string, latest?: Token }} OwnSession
 */
/**
 * @typedef {import("../isolation/actors.mjs").World & {
 *   people: Person[],
 *   system: Pick<import("./system.mjs").System, "origin" | "webs" | "apis" | "forgetful">,
 *   ledger: import("./ledger.mjs").Ledger,
 *   outages: import("./outages.mjs").Outages,
 *   findings: import("./findings.mjs").Findings,
 *   holdings: import("./holdings.mjs").Holdings,
 *   past: Token[],
 *   confide: (...values: string[]) => void,
 *   isOver: boolean,
 * }} World - `past`: tokens that somebody has put away
 */

/** Remember a token for anybody to try again. @param {World} world @param {Token} token */
export function putAway({ past }, token) {
  past.push(token);
  if (past.length > MOST) past.shift();
}

/** More than are put away in the time that a token lives, so that some of them are tried after it. */
const MOST = 2_000;

/** @param {{ userId: string }} person */
export const pathOf = ({ userId }) => `/api/${encodeURIComponent(userId)}/tasks`;

/** What a token says in its header or its payload. @param {string} text @param {0 | 1} segment */
export const readToken = (text, segment) =>
  JSON.parse(Buffer.from(text.split(".")[segment] ?? "", "base64url").toString());
