/** docs/three-walls.md quotes the code that runs. */
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { it } from "node:test";
import { findFiles } from "../../../scripts/lib/files.mjs";
import { inRoot } from "../../../scripts/lib/paths.mjs";
import { EXAMPLE } from "./world.mjs";

const PAGE = readFileSync(inRoot("docs/three-walls.md"), "utf8");
const SOURCES = findFiles(EXAMPLE, ".py", ".sql").map((path) => readFileSync(path, "utf8"));

/** @param {string} language */
const blocks = (language) =>
  [...PAGE.matchAll(new RegExp(`^\`\`\`${language}\n(.*?)^\`\`\``, "gms"))].map(([, text = ""]) => text);

it("each block of Python and SQL is part of the example", () => {
  const quoted = [...blocks("python"), ...blocks("sql")];
  assert.ok(quoted.length > 10);
  const missing = quoted.filter((block) => !SOURCES.some((source) => source.includes(block)));
  assert.deepEqual(missing, []);
});

it("each migration that the page numbers is there", () => {
  const numbers = [...PAGE.matchAll(/\b(000\d)\b/g)].map(([, number = ""]) => number);
  const there = findFiles(`${EXAMPLE}migrations/versions`, ".py");
  assert.ok(numbers.length > 0);
  for (const number of numbers)
    assert.ok(
      there.some((path) => path.includes(`/${number}_`)),
      number,
    );
});
