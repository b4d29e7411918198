/** The fuzzer finds what it is there to find: each of these verifiers has one fault. */
import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import { openVerifier } from "../verifiers/index.mjs";
import { makeCase } from "./cases.mjs";
import { fuzz } from "./driver.mjs";
import { POLICY } from "./material.mjs";

/** @typedef {import("../verifiers/index.mjs").Verifier} Verifier */
/** @typedef {import("../verifiers/index.mjs").Verdict} Verdict */
/** @typedef {import("../verifiers/index.mjs").Question} Question */

const COUNT = 2_000;
const SEED = "planted";
/** @type {Verdict} */
const WAVED_THROUGH = { ok: true, user_id: "user-a", session_id: "session-a", scopes: [], claims: "" };

describe("the fuzzer", () => {
  /** @type {Verifier} */
  let sound;
  /** @type {Verifier} */
  let library;
  before(async () => {
    sound = await openVerifier("typescript", POLICY);
    library = await openVerifier("pyjwt", POLICY);
  });
  after(() => Promise.all([sound.close(), library.close()]));

  /**
   * The sound verifier with some of its verdicts changed.
   *
   * @param {(verdict: Verdict, question: Question) => Verdict} change
   * @returns {Verifier}
   */
  const faulty = (change) => ({
    ...sound,
    name: "faulty",
    verdicts: async (questions) =>
      (await sound.verdicts(questions)).map((verdict, at) =>
        change(verdict, /** @type {Question} */ (questions[at])),
      ),
  });
  /** @param {Verifier[]} ours @param {Verifier[]} [oracles] */
  const kinds = async (ours, oracles = []) => {
    const { findings } = await fuzz({ seed: SEED, count: COUNT, ours, oracles });
    return new Set(findings.map(({ kind }) => kind));
  };
  /** A verifier that lets pass what has this word. @param {string} word */
  const without = (word) =>
    faulty((verdict) =>
      "reason" in verdict && verdict.reason.startsWith(`${word}:`) ? WAVED_THROUGH : verdict,
    );

  it("finds nothing between a verifier and itself", async () => {
    assert.deepEqual(await kinds([sound, faulty((verdict) => verdict)]), new Set());
  });

  for (const word of [
    "grammar",
    "header_members",
    "alg",
    "typ",
    "kid_unknown",
    "signature",
    "payload_json",
    "payload_duplicate",
    "claim_missing",
    "claim_type",
    "claim_value",
    "iss",
    "aud",
    "expired",
    "not_yet",
    "lifetime",
    "too_long",
    "header_malformed",
    "other_scheme",
  ]) {
    it(`finds a verifier without the check that says ${word}`, async () => {
      assert.ok((await kinds([sound, without(word)])).has("hostile accepted"));
    });
  }

  it("finds both without a check, which agree", async () => {
    assert.ok(
      (await kinds([without("payload_duplicate"), without("payload_duplicate")])).has("hostile accepted"),
    );
  });

  it("finds a good library that is no verifier of the profile", async () => {
    const tokensOnly = faulty((verdict) => verdict);
    const reader = {
      ...library,
      verdicts: async (/** @type {readonly Question[]} */ questions) => {
        const tokens = questions.filter((question) => "token" in question);
        const verdicts = await library.verdicts(tokens);
        return (await tokensOnly.verdicts(questions)).map((verdict, at) => {
          const there = tokens.indexOf(/** @type {any} */ (questions[at]));
          return verdicts[there] ?? verdict;
        });
      },
    };
    const found = await kinds([sound, reader]);
    assert.ok(found.has("hostile accepted") && found.has("difference"));
  });

  it("finds a verifier that refuses what is right", async () => {
    const narrow = faulty((verdict) =>
      verdict.ok && verdict.scopes.length > 0
        ? { ok: false, code: "token_invalid", reason: "scope: none" }
        : verdict,
    );
    assert.ok((await kinds([narrow, narrow])).has("benign refused"));
  });

  it("finds another sentence after the same word, another code, another caller and other claims", async () => {
    for (const change of [
      (/** @type {Verdict} */ verdict) =>
        "reason" in verdict && verdict.reason.startsWith("aud")
          ? { ...verdict, reason: "aud: other" }
          : verdict,
      (/** @type {Verdict} */ verdict) =>
        "code" in verdict && verdict.code === "token_expired"
          ? { ...verdict, code: "token_invalid" }
          : verdict,
      (/** @type {Verdict} */ verdict) =>
        verdict.ok ? { ...verdict, user_id: verdict.user_id.normalize("NFKC") } : verdict,
      (/** @type {Verdict} */ verdict) => (verdict.ok ? { ...verdict, claims: "" } : verdict),
    ])
      assert.deepEqual(await kinds([sound, faulty(change)]), new Set(["difference"]));
  });

  it("finds an error that is none of the verifier's own", async () => {
    const brittle = faulty((verdict) =>
      "reason" in verdict && verdict.reason.startsWith("payload_json")
        ? { ok: false, crash: "TypeError" }
        : verdict,
    );
    assert.deepEqual(await kinds([brittle, brittle]), new Set(["crash"]));
  });

  it("finds what every oracle refuses", async () => {
    const strict = {
      ...sound,
      name: "strict",
      verdicts: async (/** @type {readonly Question[]} */ questions) =>
        questions.map(() => /** @type {Verdict} */ ({ ok: false, code: "no", reason: "no" })),
    };
    assert.deepEqual(await kinds([sound], [strict, strict]), new Set(["accepted against every oracle"]));
    assert.deepEqual(await kinds([sound], [sound, strict]), new Set());
  });

  it("writes down a token that is as short as the fault allows, and how many are like it", async () => {
    const { findings, found } = await fuzz({
      seed: SEED,
      count: COUNT,
      ours: [sound, without("payload_json")],
      oracles: [],
    });
    assert.equal(
      findings.reduce((sum, { alike }) => sum + alike, 0),
      found,
    );
    const other = faulty((verdict) =>
      "reason" in verdict && verdict.reason.startsWith("payload_json")
        ? { ...verdict, reason: "payload_json: other" }
        : verdict,
    );
    const { findings: differences } = await fuzz({
      seed: SEED,
      count: COUNT,
      ours: [sound, other],
      oracles: [],
    });
    const noise = differences.find(({ families: [family] }) => family === "payload with characters changed");
    const [, payload = ""] = noise && "token" in noise.question ? noise.question.token.split(".") : [];
    assert.ok(payload.length > 0 && payload.length < 8, "one or two bytes are no JSON object");
  });
});

describe("makeCase", () => {
  it("makes the same case again, also alone, and other ones for another seed", () => {
    const { question } = makeCase("a", 77);
    assert.deepEqual(makeCase("a", 77).question, question);
    assert.notDeepEqual(makeCase("b", 77).question, question);
    const { payload, remake } = makeCase("a", 78);
    assert.deepEqual(remake(payload), makeCase("a", 78).question);
  });
});
