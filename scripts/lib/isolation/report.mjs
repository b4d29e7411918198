/** What the runs have shown, as lines of text. */

/** @typedef {import("./evidence.mjs").Shown} Shown */

const HEAD = [
  "what stands",
  "requests",
  "answered",
  "hung up",
  "cancelled",
  "raised",
  "busy",
  "foreign rows",
  "lost writes",
  "wrong answers",
  "",
];
const SHOWN = 5;

/** @param {readonly Shown[]} shown @returns {string} the table, then the findings */
export function describe(shown) {
  const lines = shown.map(({ row, result, ok }) => {
    const { requests, answered, disturbed, found } = result;
    const counts = [
      requests,
      answered,
      .../** @type {const} */ (["hang up", "cancel", "raise", "busy"]).map(
        (kind) => disturbed.get(kind) ?? 0,
      ),
      found["foreign row"],
      found["lost write"],
      found["wrong answer"],
    ];
    return [row.name, ...counts.map((count) => count.toLocaleString("en")), ok ? "✓" : "✗"];
  });
  const findings = shown.flatMap(({ row, result, ok }) => (ok ? [] : ["", row.name, ...listed(row, result)]));
  return [table([HEAD, ...lines]), ...findings].join("\n");
}

/** @param {Shown["row"]} row @param {Shown["result"]} result */
function listed(row, { findings }) {
  if (row.leaks) return ["  no foreign row was found: nothing would be, whatever stands"];
  return findings.slice(0, SHOWN).map(({ kind, what, request }) => `  ${kind}: ${what}; ${request}`);
}

/** @param {readonly (readonly string[])[]} rows */
function table(rows) {
  const widths = (rows[0] ?? []).map((_, at) => Math.max(...rows.map((row) => row[at]?.length ?? 0)));
  const line = (/** @type {readonly string[]} */ row) =>
    row
      .map((cell, at) => (at === 0 ? cell.padEnd(widths[at] ?? 0) : cell.padStart(widths[at] ?? 0)))
      .join("  ");
  return rows.map((row) => line(row).trimEnd()).join("\n");
}
