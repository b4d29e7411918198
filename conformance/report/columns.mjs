/** The columns of the report: both packages, then the six servers. */
import { PACKAGES, packageColumn } from "./packages.mjs";
import { serverColumns } from "./servers.mjs";

/** @typedef {import("./table.mjs").Column} Column */

/**
 * @param {string} vectors - their folder
 * @param {import("../../scripts/lib/progress.mjs").Progress} progress
 * @returns {Promise<Column[]>}
 */
export async function readColumns(vectors, progress) {
  /** @type {Column[][]} */
  const columns = [];
  for (const [at, which] of PACKAGES.entries()) {
    await progress.step(`ask ${which.title}`, async () => {
      columns[at] = [await packageColumn(which, vectors)];
    });
  }
  await progress.step("ask the six servers", async () => {
    columns.push(await serverColumns(vectors));
  });
  return columns.flat();
}
