/** The reasons that the two packages give, letter by letter, against the table of PROFILE.md, section 7. */
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { describe, it } from "node:test";
import { findFiles } from "../lib/files.mjs";
import { inRoot } from "../lib/paths.mjs";

/** @typedef {{ word: string, sentence: string }} Reason */

const ROW = /^\| `(\w+)` \| (.+) \|$/gm;
const [, SECTION = ""] = readFileSync(inRoot("conformance/PROFILE.md"), "utf8").split("## 7. Reasons");
/** @type {Reason[]} */
const TABLE = [...SECTION.matchAll(ROW)].flatMap(([, word = "", cell = ""]) =>
  cell.split("; ").map((sentence) => ({ word, sentence })),
);
const WORDS = new Set(TABLE.map(({ word }) => word));
/** A string that begins like a reason. */
const TEXT = /(["`])(\w+): ((?:(?!\1).)+)\1/g;

/** @param {string} folder @param {string} suffix @returns {Reason[]} */
const reasonsIn = (folder, suffix) =>
  findFiles(inRoot(folder), suffix)
    .flatMap((file) => [...readFileSync(file, "utf8").matchAll(TEXT)])
    .map(([, , word = "", sentence = ""]) => ({ word, sentence }))
    .filter(({ word }) => WORDS.has(word));

/** What is put in at run time stands for any text, in the table and in the code. @param {string} sentence */
const pattern = (sentence) => {
  const parts = sentence
    .split(/\*[^*]+\*|\$?\{[^}]*\}/)
    .map((part) => part.replace(/[.*+?^${}()|[\]\\]/g, "\\$&"));
  return new RegExp(`^${parts.join(".+")}$`);
};
/** @param {Reason} a @param {Reason} b */
const isSame = (a, b) =>
  a.word === b.word && (pattern(a.sentence).test(b.sentence) || pattern(b.sentence).test(a.sentence));

const LANGUAGES = {
  TypeScript: reasonsIn("packages/typescript/src", ".ts"),
  Python: reasonsIn("packages/python/src", ".py"),
};
/** What only Python can say: scopes are required in FastAPI alone. */
const PYTHON_ONLY = ["scope"];

for (const [language, given] of Object.entries(LANGUAGES)) {
  describe(`reasons in ${language}`, () => {
    for (const reason of given)
      it(`the table has "${reason.word}: ${reason.sentence}"`, () =>
        assert.ok(TABLE.some((row) => isSame(row, reason))));

    for (const row of TABLE.filter(({ word }) => language === "Python" || !PYTHON_ONLY.includes(word)))
      it(`"${row.word}: ${row.sentence}" is given`, () =>
        assert.ok(given.some((reason) => isSame(row, reason))));
  });
}

it("a sentence that differs in one letter is another", () => {
  const row = { word: "scope", sentence: "the token lacks a required scope" };
  assert.ok(!isSame(row, { ...row, sentence: "the token lacks a required scope." }));
  assert.ok(!isSame(row, { ...row, word: "typ" }));
  assert.ok(
    isSame({ word: "x", sentence: "more than 8192 bytes" }, { word: "x", sentence: "more than {n} bytes" }),
  );
});
