/** What every suite is handed. */

/**
 * @typedef {object} Extent
 * @property {"full" | "quick"} name
 * @property {number} serverRounds - how often each server is loaded
 * @property {number} serverSeconds - how long each time
 * @property {number} loopRounds - how often each contender verifies all tokens
 *
 * @typedef {object} Context
 * @property {Extent} extent
 * @property {import("./tokens.mjs").Tokens} tokens
 * @property {ReturnType<typeof import("./cores.mjs").pins>} pins
 * @property {(name: string) => string} log - the path of a log
 * @property {(line: string) => void} say - progress
 */

/** @type {Record<Extent["name"], Extent>} */
export const EXTENTS = {
  full: { name: "full", serverRounds: 9, serverSeconds: 3, loopRounds: 101 },
  quick: { name: "quick", serverRounds: 5, serverSeconds: 1, loopRounds: 31 },
};

export const USERS = 1_000;

/**
 * The environment of a child: nothing of this shell's, so that no variable of a user's bends a result.
 *
 * @param {Context} context
 * @returns {NodeJS.ProcessEnv}
 */
export const childEnv = ({ tokens }) => ({ PATH: process.env.PATH, LANG: "C.UTF-8", ...tokens.env });
