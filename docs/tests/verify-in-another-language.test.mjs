import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { describe, it } from "node:test";
import { ask, isAtHand, LANGUAGES, sources } from "./toolchains.mjs";
import { readVectors } from "./vectors.mjs";

const PAGE = readFileSync(new URL("../verify-in-another-language.md", import.meta.url), "utf8");

/** @param {string} text */
const encode = (text) => `-${Buffer.from(text).toString("base64url")}`;

/**
 * @typedef {{ id: string, now: number, token: string, result: "valid", user_id: string, session_id: string, scopes: string[] }} Accepted
 * @typedef {{ id: string, now: number, token: string, result: "invalid", code: string, reason: string }} Refused
 */

/** @param {Accepted | Refused} vector */
const verdict = (vector) =>
  vector.result === "valid"
    ? `valid ${[vector.user_id, vector.session_id, [...vector.scopes].sort().join(" ")].map(encode).join(" ")}`
    : `invalid ${vector.code} ${vector.reason}`;

for (const language of LANGUAGES) {
  const { name, fence, least } = language;
  const atHand = isAtHand(language);

  it(`${name}: the page quotes the code that runs`, (t) => {
    const blocks = [...PAGE.matchAll(new RegExp(`^\`\`\`${fence}\n(.*?)^\`\`\``, "gms"))];
    assert.ok(blocks.length > 0);
    const texts = sources(language).map((path) => readFileSync(path, "utf8"));
    for (const [, block = ""] of blocks)
      assert.ok(
        texts.some((text) => text.includes(block)),
        block,
      );
    if (!atHand) t.diagnostic(`note: ${name} ${least} or later not found: not checked`);
  });

  // Without the compiler nothing was shown, so nothing is counted.
  if (!atHand) continue;

  describe(`the example in ${name}`, () => {
    /** @type {{ policy: { issuer: string, audience: string, leeway: number, secrets: string[] }, vectors: (Accepted | Refused)[] }} */
    const { policy, vectors: tokens } = readVectors("tokens.json");
    /** @type {{ id: string, result: string, secret: string, audience: string, key: string, kid: string }[]} */
    const allKeys = readVectors("keys.json").vectors;
    const keys = allKeys.filter(({ result }) => result === "valid"); // settings are left to the reader
    const answers = ask(
      language,
      [policy.issuer, policy.audience, String(policy.leeway), ...policy.secrets],
      [
        ...keys.map(({ secret, audience }) => `key ${encode(secret)} ${encode(audience)}`),
        ...tokens.map(({ now, token }) => `token ${now} ${encode(token)}`),
      ],
    );

    it("derives the key and the kid of every vector", () => {
      assert.deepEqual(
        keys.map(({ id }, at) => [id, answers[at]]),
        keys.map(({ id, key, kid }) => [id, `${key} ${kid}`]),
      );
    });

    it("gives the verdict, the code and the reason of every vector", () => {
      assert.deepEqual(
        tokens.map(({ id }, at) => [id, answers[keys.length + at]]),
        tokens.map((vector) => [vector.id, verdict(vector)]),
      );
    });
  });
}
