/** The columns of the six servers: every vector that can be asked over HTTP. */
import { Asking } from "../contract/asking.mjs";
import { compare, readCases } from "../contract/cases.mjs";
import { readVectors } from "../contract/vectors.mjs";
import { environmentOf, startServers } from "../servers/index.mjs";

/** @typedef {import("./table.mjs").Column} Column */

/** @type {readonly { debug: boolean, variables: Record<string, string>, folder: string }[]} */
const ROUNDS = [
  { debug: false, variables: {}, folder: "report" },
  { debug: true, variables: { AUTH_DEBUG: "1" }, folder: "report-debug" },
];

/**
 * @param {string} vectors - their folder
 * @returns {Promise<Column[]>}
 */
export async function serverColumns(vectors) {
  const settings = environmentOf(readVectors("requests", vectors).policy);
  const cases = readCases(vectors);
  const rounds = ROUNDS.map(async ({ debug, variables, folder }) => {
    const { servers, stop } = await startServers({ ...settings, ...variables }, folder);
    try {
      const chosen = cases.filter((each) => each.debug === debug);
      return await Promise.all(servers.map((server) => ask(new Asking(server), chosen)));
    } finally {
      await stop();
    }
  });
  const [first = [], ...others] = await Promise.all(rounds);
  return first.map(({ title, results }, at) => ({
    title,
    results: [...results, ...others.flatMap((columns) => columns[at]?.results ?? [])],
  }));
}

/** @param {Asking} server @param {readonly import("../contract/cases.mjs").Case[]} cases @returns {Promise<Column>} */
async function ask(server, cases) {
  const results = [];
  for (const each of cases) {
    const { id, kind } = each;
    results.push({ id, kind, ...compare(each, await server.ask(each)) });
  }
  return { title: server.title, results };
}
