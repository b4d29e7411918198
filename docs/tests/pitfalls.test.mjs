import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { before, describe, it } from "node:test";
import { fileURLToPath } from "node:url";
import { runInNewContext } from "node:vm";
import { ORACLES, openVerifier } from "../../conformance/verifiers/index.mjs";
import { readVectors, rulesOfVectors } from "./vectors.mjs";

const PAGE = readFileSync(new URL("../pitfalls.md", import.meta.url), "utf8");
const PYTHON = fileURLToPath(new URL("../../.venv/bin/python", import.meta.url));

/** The cells of each row below a heading, without the table's own two first lines. @param {string} heading */
function table(heading) {
  const [, text = ""] = PAGE.split(`\n## ${heading}\n`);
  const rows = (text.split("\n## ")[0] ?? "").split("\n").filter((line) => line.startsWith("| "));
  return rows.slice(1).map((row) => row.split(" | ").map((cell) => cell.replace(/^\| | \|$/g, "")));
}

const unquoted = (/** @type {string} */ cell = "") => cell.replace(/^`|`$/g, "");

describe("pitfalls", () => {
  const pitfalls = PAGE.split(/^(?=\*\*\d+\. )/m).slice(1);
  const rulesOf = rulesOfVectors();

  it("are numbered", () => {
    assert.deepEqual(
      pitfalls.map((text) => Number.parseInt(text.slice(2), 10)),
      pitfalls.map((_, at) => at + 1),
    );
  });

  it("name the rule that each of their vectors is about", () => {
    for (const text of pitfalls) {
      const [, named = "", shown = ""] =
        /Rules? ([A-Z0-9, –]+)\s·\s((?:`[\w-]+`,?\s+)+)(?=\n|$)/.exec(text) ?? [];
      const ids = [...shown.matchAll(/`([\w-]+)`/g)].map(([, id = ""]) => id);
      assert.ok(ids.length > 0, text);
      const about = ids.map((id) => rulesOf.get(id) ?? assert.fail(`there is no vector ${id}`));
      const rules = named.split(", ");
      for (const [at, id] of ids.entries())
        assert.ok(
          rules.some((rule) => about[at]?.includes(rule)),
          `${id}: ${about[at]}`,
        );
      for (const rule of rules) assert.ok(about.flat().includes(rule), `${rule} is no rule of ${ids}`);
    }
  });
});

describe("what good libraries accept", () => {
  const rows = table("Measured: libraries");
  const { policy, vectors } = readVectors("tokens.json");
  /** @type {{ id: string, now: number, token: string, result: string }[]} */
  const measured = rows.map(([id]) =>
    vectors.find((/** @type {{ id: string }} */ vector) => vector.id === unquoted(id)),
  );

  for (const [at, name] of ORACLES.entries()) {
    it(`is what the page says: ${name}`, async () => {
      const oracle = await openVerifier(name, policy);
      const verdicts = await oracle.verdicts(measured.map(({ token, now }) => ({ token, now })));
      await oracle.close();
      assert.deepEqual(
        verdicts.map(({ ok }, row) => [measured[row]?.id, ok ? "accepts" : "refuses"]),
        rows.map((row) => [unquoted(row[0]), row[1 + at]]),
      );
    });
  }

  it("is refused by the profile", () => {
    assert.ok(measured.length > 0);
    for (const { id, result } of measured) assert.equal(result, "invalid", id);
  });
});

describe("what the languages say", () => {
  const rows = table("Measured: languages").map((row) => row.map(unquoted));
  before(() => assert.ok(rows.length > 0));

  it("is what the page says: JavaScript", () => {
    assert.deepEqual(
      rows.map(([expression = ""]) => [expression, evaluate(expression)]),
      rows.map(([expression, says]) => [expression, says]),
    );
  });

  it("is what the page says: Python", () => {
    const expressions = rows.map(([, , expression = ""]) => expression);
    const { stdout, stderr } = spawnSync(PYTHON, ["-c", EVALUATE], {
      input: JSON.stringify(expressions),
      encoding: "utf8",
      env: { ...process.env, PYTHONIOENCODING: "utf-8" },
    });
    assert.equal(stderr, "");
    assert.deepEqual(
      JSON.parse(stdout).map((/** @type {string} */ said, /** @type {number} */ at) => [
        expressions[at],
        said,
      ]),
      rows.map(([, , expression, says]) => [expression, says]),
    );
  });
});

/** The value as text, or the name of the error. @param {string} expression */
function evaluate(expression) {
  try {
    return String(runInNewContext(expression, { Buffer }));
  } catch (error) {
    return /** @type {Error} */ (error).name;
  }
}

const EVALUATE = `
import base64, json, re, sys, urllib.parse
def said(expression):
    try:
        return repr(eval(expression))
    except Exception as error:
        return type(error).__name__
print(json.dumps([said(each) for each in json.load(sys.stdin)]))
`;
