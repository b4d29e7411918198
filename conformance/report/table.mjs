/** The table of a report: a row for each kind of case, a column for each verifier and adapter. */

/**
 * @typedef {object} Result - of one vector in one column
 * @property {string} id - of the vector
 * @property {string} kind - of the vector
 * @property {string} expected
 * @property {string} got - the same text, where they agree
 *
 * @typedef {{ title: string, results: readonly Result[] }} Column
 */

/** @param {Result} result */
const agrees = ({ expected, got }) => expected === got;

/**
 * @param {readonly Column[]} columns
 * @returns {string} cells are "agreed/total"; "–" where no case of that kind reaches that column
 */
export function formatTable(columns) {
  const kinds = [...new Set(columns.flatMap(({ results }) => results.map(({ kind }) => kind)))];
  const row = (
    /** @type {string} */ name,
    /** @type {(results: readonly Result[]) => readonly Result[]} */ choose,
  ) => [name, ...columns.map(({ results }) => cell(choose(results)))];
  const rows = [
    ["", ...columns.map(({ title }) => title)],
    ...kinds.map((kind) => row(kind, (results) => results.filter((result) => result.kind === kind))),
    row("all", (results) => results),
  ];
  const widths = rows[0]?.map((_, at) => Math.max(...rows.map((cells) => cells[at]?.length ?? 0))) ?? [];
  const pad = (/** @type {string} */ text, /** @type {number} */ at) =>
    at === 0 ? text.padEnd(widths[0] ?? 0) : text.padStart(widths[at] ?? 0);
  return rows.map((cells) => cells.map(pad).join("  ").trimEnd()).join("\n");
}

/** @param {readonly Result[]} results */
function cell(results) {
  return results.length === 0 ? "–" : `${results.filter(agrees).length}/${results.length}`;
}

/**
 * @param {readonly Column[]} columns
 * @returns {(Result & { column: string })[]} every result that is not what its vector says
 */
export const disagreements = (columns) =>
  columns.flatMap(({ title, results }) =>
    results.filter((result) => !agrees(result)).map((result) => ({ column: title, ...result })),
  );

/** @param {ReturnType<typeof disagreements>} found */
export const formatDisagreements = (found) =>
  found
    .map(
      ({ id, column, expected, got }) => `✗ ${id}, ${column}\n    expected ${expected}\n    got      ${got}`,
    )
    .join("\n");
