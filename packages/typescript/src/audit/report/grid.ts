import { ATTEMPTS, type Attempt, type Cell, type Row } from "./findings.js";
import type { Paint } from "./paint.js";

const NAMES = Object.keys(ATTEMPTS) as Attempt[];
export const MARKS = { safe: "✓", leak: "✗", open: "○", untested: "?", none: "–" } as const;
const COLOURS = { safe: "green", leak: "red", open: "yellow", untested: "yellow", none: "dim" } as const;

/** Characters of a mark with a status. */
const WITH_STATUS = 5;
const METHOD = "  DELETE ".length;

/** How the columns are drawn: as roomy as fits. */
interface Layout {
  readonly gap: number;
  readonly hasStatus: boolean;
  /** Characters of a heading at most. */
  readonly heading: number;
}

const LAYOUTS: readonly Layout[] = [
  { gap: 2, hasStatus: true, heading: 8 },
  { gap: 1, hasStatus: true, heading: 8 },
  { gap: 1, hasStatus: false, heading: 4 },
  { gap: 1, hasStatus: false, heading: 1 },
];

/** Routes × attempts: a line for each path, and below it one for each of its methods. */
export function formatGrid(rows: readonly Row[], width: number, paint: Paint): string {
  const layout = LAYOUTS.find((one) => widthOf(one) <= width) ?? LAYOUTS.at(-1);
  if (layout === undefined) return "";
  const head = NAMES.map((name) => pad(name.slice(0, layout.heading), name, layout)).join("");
  const lines = [paint("dim", " ".repeat(METHOD) + head.trimEnd())];
  let group = "";
  for (const row of rows) {
    const [method = "", path = ""] = split(row.operation);
    if (path !== group) lines.push(...cut(path, width));
    group = path;
    const cells = NAMES.map((name) => {
      const text = pad(textOf(row.cells[name], layout), name, layout);
      return paint(COLOURS[row.cells[name].outcome], text);
    });
    lines.push(`  ${method.padEnd(METHOD - 2)}${cells.join("").trimEnd()}`);
  }
  return lines.join("\n");
}

const columnOf = (name: string, { hasStatus, heading }: Layout): number =>
  Math.max(Math.min(name.length, heading), hasStatus ? WITH_STATUS : 1);

const pad = (text: string, name: string, layout: Layout): string =>
  text.padEnd(columnOf(name, layout) + layout.gap);

const widthOf = (layout: Layout): number =>
  NAMES.reduce((sum, name) => sum + columnOf(name, layout) + layout.gap, METHOD) - layout.gap;

function textOf({ outcome, status }: Cell, { hasStatus }: Layout): string {
  return status && hasStatus ? `${MARKS[outcome]} ${status}` : MARKS[outcome];
}

function split(operation: string): [string, string] {
  const at = operation.indexOf(" ");
  return [operation.slice(0, at), operation.slice(at + 1)];
}

/** A path that is too long goes on in the next line: its end says the most. */
function cut(path: string, width: number): string[] {
  const [first = "", ...more] = path.match(new RegExp(`.{1,${Math.max(width - 2, 8)}}`, "gu")) ?? [];
  return [first, ...more.map((part) => `  ${part}`)];
}
