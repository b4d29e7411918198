import { expect, it } from "vitest";
import { ATTEMPTS, type Cell, type Report, type Row } from "../../../src/audit/report/findings.js";
import { formatTable } from "../../../src/audit/report/table.js";

const row = (operation: string, cells: Partial<Row["cells"]>, more: Partial<Row> = {}): Row => {
  const none: Cell = { outcome: "none" };
  const empty = Object.fromEntries(Object.keys(ATTEMPTS).map((name) => [name, none])) as Row["cells"];
  return { operation, cells: { ...empty, ...cells }, ...more };
};
const untested = row(
  "PATCH /tasks/{id}",
  { owner: { outcome: "untested", status: 0 } },
  { untested: "the owner was answered nothing in time" },
);
const REPORT: Report = {
  target: "http://localhost:8000",
  document: "openapi.json",
  requests: 7,
  rows: [
    row("GET /tasks", {
      owner: { outcome: "safe", status: 200 },
      none: { outcome: "open", status: 200 },
      path: { outcome: "leak", status: 200 },
      alike: { outcome: "safe" },
    }),
    untested,
  ],
  findings: [
    {
      fault: "foreign-path",
      operation: "GET /tasks",
      attempt: "path",
      evidence: "as another user: answered 200.",
    },
  ],
  untested: [untested],
  warnings: ["Look here."],
};

it("has a line for each route and a word for each attempt, under their headings", () => {
  const lines = formatTable(REPORT, false).split("\n");
  const columns = [...(lines[0] ?? "").matchAll(/\S+/g)].map(({ index }) => index);
  const cellsOf = (line = "") => columns.map((start, at) => line.slice(start, columns[at + 1]).trim());
  expect(cellsOf(lines[0])).toEqual(["route", ...Object.keys(ATTEMPTS)]);
  expect(cellsOf(lines[1])).toEqual([
    "GET /tasks",
    "✓ 200",
    "○ 200",
    "–",
    "–",
    "✗ LEAK",
    "–",
    "–",
    "–",
    "✓",
    "–",
  ]);
  expect(cellsOf(lines[2]).slice(0, 3)).toEqual(["PATCH /tasks/{id}", "? none", "–"]);
});

it("explains every heading, tells each leak in words, and ends with what was found and what not tested", () => {
  const text = formatTable(REPORT, false);
  for (const [name, meaning] of Object.entries(ATTEMPTS))
    expect(text).toMatch(new RegExp(`^ {2}${name} +${meaning}$`, "m"));
  expect(text).toContain(
    "✗ foreign-path  GET /tasks\n  A user reads under another user's path.\n  As another user: answered 200.",
  );
  expect(text).toMatch(
    /known to be safe:\n {2}PATCH \/tasks\/\{id\} +the owner was answered nothing in time\n/,
  );
  expect(text).toContain("! Look here.");
  expect(text.trimEnd().split("\n").at(-1)).toBe(
    "1 leak, 1 of 2 operations tested, 7 requests to http://localhost:8000",
  );
});

it("has colours only where they are wanted", () => {
  expect(formatTable(REPORT, false)).not.toContain("\u001b");
  expect(formatTable(REPORT, true)).toContain("\u001b[31m✗ LEAK");
});
