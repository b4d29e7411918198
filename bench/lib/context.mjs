/** What every suite is handed. */

/**
 * @typedef {object} Extent
 * @property {"full" | "quick"} name
 * @property {number} serverRounds - how often each server is loaded
 * @property {number} serverSeconds - how long each time
 * @property {number} warmUpSeconds - how long before the first time
 * @property {number} loopRounds - how often each contender verifies all tokens
 * @property {number} mintRounds - how often each contender answers a batch
 * @property {number} queryRounds - how often each query is asked 50 times
 * @property {number} rememberedTokens - how many different ones the memory is measured with
 *
 * @typedef {object} Context
 * @property {Extent} extent
 * @property {import("../credentials/tokens.mjs").Tokens} tokens
 * @property {ReturnType<typeof import("./cores.mjs").pins>} pins
 * @property {string} folder - for files with secrets; removed at the end
 * @property {(name: string) => string} log - the path of a log
 * @property {(line: string) => void} say - progress
 */

/** @type {Record<Extent["name"], Extent>} */
export const EXTENTS = {
  full: {
    name: "full",
    serverRounds: 9,
    serverSeconds: 3,
    warmUpSeconds: 3,
    loopRounds: 101,
    mintRounds: 41,
    queryRounds: 30,
    rememberedTokens: 1_000_000,
  },
  quick: {
    name: "quick",
    serverRounds: 3,
    serverSeconds: 1,
    warmUpSeconds: 1,
    loopRounds: 11,
    mintRounds: 9,
    queryRounds: 5,
    rememberedTokens: 50_000,
  },
};

export const USERS = 1_000;

/**
 * The environment of a child: nothing of this shell's, so that no variable of a user's bends a result.
 *
 * @param {Record<string, string>} [more]
 * @returns {NodeJS.ProcessEnv}
 */
export const childEnv = (more) => ({ PATH: process.env.PATH, LANG: "C.UTF-8", ...more });
