import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { RULES, rulesOf } from "../../conformance/cases/profile.mjs";
import { ofKind } from "../../conformance/cases/vector.mjs";
import { faults } from "../../conformance/coverage.mjs";
import { createValidator, readVectors } from "./vectors.mjs";

/** What a vector is about, and may be of any shape. */
const FREE = ["claims", "variables", "leeway", "entry", "jwks"];
const validate = await createValidator();
const files = readVectors();
const all = files.flatMap(({ content }) => content.vectors);

/** Each object in a value that its schema describes. @param {any} value @returns {Record<string, any>[]} */
function objectsIn(value) {
  if (typeof value !== "object" || value === null) return [];
  const inner = Object.entries(value).filter(([name]) => !FREE.includes(name));
  return [...(Array.isArray(value) ? [] : [value]), ...inner.flatMap(([, each]) => objectsIn(each))];
}

describe("schemas", () => {
  for (const file of files) {
    // Of each kind of vector the first: one is like another.
    const vectors = ["valid", "invalid"].flatMap(
      (result) => file.content.vectors.find((vector) => vector.result === result) ?? [],
    );
    const sample = { name: file.name, content: { ...file.content, vectors } };
    /** @param {(copy: typeof sample) => void} change */
    const isRefused = (change) => {
      const copy = structuredClone(sample);
      change(copy);
      return validate(copy).length > 0;
    };

    it(`describes ${file.name}.json`, () => assert.deepEqual(validate(file), []));

    it(`refuses one member more anywhere in ${file.name}.json`, () => {
      const { length } = objectsIn(sample.content);
      assert.ok(length > vectors.length);
      for (let at = 0; at < length; at += 1) {
        assert.ok(isRefused(({ content }) => Object.assign(objectsIn(content)[at] ?? {}, { extra: 1 })));
      }
    });

    it(`refuses one member less anywhere in ${file.name}.json`, () => {
      objectsIn(sample.content).forEach((object, at) => {
        for (const name of Object.keys(object)) {
          assert.ok(
            isRefused(({ content }) => delete objectsIn(content)[at]?.[name]),
            name,
          );
        }
      });
    });

    it(`refuses ${file.name}.json without vectors`, () =>
      assert.ok(isRefused(({ content }) => content.vectors.splice(0))));

    it(`refuses a refusal in ${file.name}.json that names two rules`, () =>
      assert.ok(isRefused(({ content }) => content.vectors.at(-1)?.rules.push("K1"))));

    it(`refuses a vector of ${file.name}.json without a source`, () =>
      assert.ok(isRefused(({ content }) => Object.assign(content.vectors[0] ?? {}, { source: "–" }))));
  }

  it("is missed where a file has none", () => {
    const [line] = validate({ name: "others", content: { vectors: [] } });
    assert.equal(line, "conformance/schema/others.schema.json is missing");
  });
});

describe("the rules of the profile", () => {
  it("are read with their sources", () => {
    const row = (/** @type {string} */ rule, /** @type {string} */ source) =>
      `| ${rule} | A \`text\`. | ${source} |`;
    const text = ["| rule | | source |", row("K1", "RFC 8725 §3.5"), row("C10", "RFC 7519 §4.2")].join("\n");
    assert.deepEqual(
      [...rulesOf(text)],
      [
        ["K1", "RFC 8725 §3.5"],
        ["C10", "RFC 7519 §4.2"],
      ],
    );
    assert.ok(RULES.size >= 39);
  });

  it("all have a vector that accepts and one that refuses", () =>
    assert.deepEqual(faults([...RULES.keys()], all), []));

  for (const rule of RULES.keys()) {
    it(`misses each kind of vector for ${rule}`, () => {
      for (const [result, word] of [
        ["valid", "accepting"],
        ["invalid", "refusing"],
      ]) {
        const rest = all.filter((each) => each.result !== result || !each.rules.includes(rule));
        assert.ok(faults([...RULES.keys()], rest).includes(`no ${word} vector names rule ${rule}`));
      }
    });
  }

  it("must be there to be named, and one alone for a refusal", () => {
    const given = /** @type {const} */ ({ id: "x", comment: "a case", result: "invalid" });
    assert.throws(() => ofKind("header", [{ ...given, rules: "Z9" }]), /x names the rule Z9/);
    assert.throws(
      () => ofKind("header", [{ ...given, rules: ["H1", "H2"] }]),
      /x is refused for one rule alone/,
    );
    assert.equal(ofKind("header", [{ ...given, rules: "H1" }])[0]?.source, RULES.get("H1"));
  });

  it("are missed by an id that is given twice", () => {
    const [first] = all;
    assert.ok(first);
    assert.deepEqual(faults([...RULES.keys()], [...all, first]), [`the id ${first.id} is given twice`]);
  });
});
