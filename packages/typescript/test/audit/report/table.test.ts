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

const cellsOf = (columns: readonly number[], line = "") =>
  columns.map((start, at) => line.slice(start, columns[at + 1]).trim());

it("has a line for each path and below it one for each method, with a word for each attempt under its heading", () => {
  const lines = formatTable(REPORT, false).split("\n");
  const columns = [...(lines[0] ?? "").matchAll(/\S+/g)].map(({ index }) => index);
  expect(cellsOf(columns, lines[0])).toEqual(Object.keys(ATTEMPTS));
  expect(lines[1]).toBe("/tasks");
  expect(lines[2]?.slice(0, columns[0]).trim()).toBe("GET");
  expect(cellsOf(columns, lines[2])).toEqual(["✓ 200", "○ 200", "–", "–", "✗ 200", "–", "–", "–", "✓", "–"]);
  expect(lines.slice(3, 5).map((line) => line.trim().split(/ +/))).toEqual([
    ["/tasks/{id}"],
    ["PATCH", "?", ..."–".repeat(9)],
  ]);
});

it("names a path once for all of its methods", () => {
  const rows = ["GET /a", "POST /a", "GET /b"].map((operation) => row(operation, {}));
  const text = formatTable({ ...REPORT, rows }, false);
  expect(
    text
      .split("\n\n")[0]
      ?.split("\n")
      .map((line) => line.trim().split(" ")[0]),
  ).toEqual(["owner", "/a", "GET", "POST", "/b", "GET"]);
});

it.each([
  [120, true],
  [84, true],
  [80, true],
  [75, true],
  [74, false],
  [59, false],
  [30, false],
])("is no wider than %d columns", (width, hasStatus) => {
  const rows = [...REPORT.rows, row(`GET /${"long".repeat(40)}/{id}`, {})];
  const warnings = [
    "Look here, and here, and here, and here, and here, and there, and over there, and everywhere.",
  ];
  const text = formatTable({ ...REPORT, rows, warnings }, false, width);
  for (const line of text.split("\n")) expect(line.length, line).toBeLessThanOrEqual(width);
  expect(text.includes("✓ 200")).toBe(hasStatus);
});

it("explains every heading, tells each leak in words, and ends with what was found and what not tested", () => {
  const text = formatTable(REPORT, false);
  for (const [name, meaning] of Object.entries(ATTEMPTS))
    expect(text).toMatch(new RegExp(`^ {2}${name} +${meaning}$`, "m"));
  expect(text).toContain(
    "✗ foreign-path  GET /tasks\n  A user reads under another user's path.\n  As another user: answered 200.",
  );
  expect(text).toContain("known to be safe:\n  PATCH /tasks/{id}: the owner was answered nothing in time\n");
  expect(text).toContain("! Look here.");
  expect(text.trimEnd().split("\n").at(-1)).toBe(
    "✗ 1 leak, 1 of 2 operations tested, 7 requests to http://localhost:8000",
  );
});

it("has colours only where they are wanted", () => {
  expect(formatTable(REPORT, false)).not.toContain("\u001b");
  expect(formatTable(REPORT, true)).toContain("\u001b[31m✗ 200\u001b[0m");
});
