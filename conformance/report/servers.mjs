/** The columns of the six servers: every vector that can be asked over HTTP. */
import { Asking } from "../contract/asking.mjs";
import { compare, readCases } from "../contract/cases.mjs";
import { readVectors } from "../contract/vectors.mjs";
import { environmentOf, startServers } from "../servers/index.mjs";

/** @typedef {import("./table.mjs").Column} Column */

/**
 * @param {string} folder - of the vectors
 * @param {(name: string, work: () => Promise<void>) => Promise<void>} step - shows what is under way
 * @returns {Promise<Column[]>}
 */
export async function serverColumns(folder, step) {
  const settings = environmentOf(readVectors("requests", folder).policy);
  const cases = readCases(folder);
  /** @type {Map<string, Column["results"]>} */
  const results = new Map();
  for (const debug of [false, true]) {
    const chosen = cases.filter((each) => each.debug === debug);
    if (chosen.length === 0) continue;
    const name = debug ? "the servers with AUTH_DEBUG=1" : "the servers";
    /** @type {Awaited<ReturnType<typeof startServers>>} */
    let started;
    await step(`start ${name}`, async () => {
      started = await startServers({ ...settings, AUTH_DEBUG: debug ? "1" : "" }, debug ? "report-debug" : "report");
    });
    await step(`ask ${name}`, async () => {
    });
  }
  return [];
}
