/** docs/guarantees.md: each of its rows names a test or two, and these are there. */
import assert from "node:assert/strict";
import { existsSync, readFileSync } from "node:fs";
import { it } from "node:test";
import { inRoot } from "../../../scripts/lib/paths.mjs";
import { tableBelow } from "../pages/tables.mjs";

const PAGE = "guarantees.md";
const ROWS = ["The auth side", "The API side", "Clocks", "Changes that are half done"].flatMap((heading) =>
  tableBelow(PAGE, heading),
);
const BELOW = tableBelow(PAGE, "Where it is shown");
const SHOWN = BELOW.filter((cells) => cells.length === 3);
const COMMANDS = BELOW.filter((cells) => cells.length === 2);

it("each row has all of its cells, and is shown somewhere", () => {
  assert.ok(ROWS.length > 25);
  for (const row of ROWS) assert.equal(row.length, 7, row[0]);
  const numbers = (/** @type {string[]} */ cells) => [...new Set(cells)].map(Number).sort((a, b) => a - b);
  assert.deepEqual(numbers(SHOWN.map(([row = ""]) => row)), numbers(ROWS.map((row) => row[6] ?? "")));
});

it("each test that the page names is there", () => {
  const missing = SHOWN.filter(([, file = "", title = ""]) => {
    if (!existsSync(inRoot(file))) return true;
    const text = readFileSync(inRoot(file), "utf8");
    return !(file.endsWith(".py") ? text.includes(`def ${title}(`) : text.includes(`"${title}"`));
  });
  assert.ok(SHOWN.length > 0);
  assert.deepEqual(missing, []);
});

it("so is each command", () => {
  const { scripts } = JSON.parse(readFileSync(inRoot("package.json"), "utf8"));
  assert.ok(COMMANDS.length > 0);
  for (const [command = ""] of COMMANDS)
    assert.ok(scripts[/`npm run ([\w:]+)`/.exec(command)?.[1] ?? ""], command);
});
