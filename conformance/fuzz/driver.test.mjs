/** The fuzzer finds what it is there to find: each of these verifiers has one fault. */
import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import { openVerifier } from "../verifiers/index.mjs";
import { makeCase } from "./cases.mjs";
import { fuzz } from "./driver.mjs";
import { POLICY } from "./material.mjs";
import { createPanel } from "./panel.mjs";

/** @typedef {import("../verifiers/index.mjs").Verifier} Verifier */
/** @typedef {import("../verifiers/index.mjs").Verdict} Verdict */
/** @typedef {import("../verifiers/index.mjs").Question} Question */

const COUNT = 1_000;
const BATCH = 2_000; // what the driver asks at once
const SEED = "planted";
const WORDS = [
  ..."other_scheme header_malformed too_long grammar header_json header_members alg typ kid_unknown".split(
    " ",
  ),
  ..."signature payload_json payload_duplicate claim_missing claim_type claim_value iss aud".split(" "),
  ..."lifetime not_yet expired".split(" "),
];
/** Enough where every token that is accepted shows the fault. */
const FEW = 200;

/** @type {Verdict} */
const ACCEPTED = { ok: true, user_id: "user-a", session_id: "session-a", scopes: [], claims: "" };

/** The same, which is asked once for what many of the tests ask. @param {Verifier} verifier @returns {Verifier} */
function remembering(verifier) {
  /** @type {Map<string, Verdict>} */
  const known = new Map();
  const key = (/** @type {Question} */ question) => JSON.stringify(question);
  return {
    ...verifier,
    verdicts: async (questions) => {
      const fresh = questions.filter((question) => !known.has(key(question)));
      const verdicts = fresh.length > 0 ? await verifier.verdicts(fresh) : [];
      for (const [at, verdict] of verdicts.entries())
        known.set(key(/** @type {Question} */ (fresh[at])), verdict);
      return questions.map((question) => /** @type {Verdict} */ (known.get(key(question))));
    },
  };
}

describe("the fuzzer", () => {
  /** @type {Verifier} */
  let sound;
  /** @type {Verifier} */
  let library;
  before(async () => {
    sound = remembering(await openVerifier("typescript", POLICY));
    library = await openVerifier("pyjwt", POLICY);
  });
  after(() => Promise.all([sound.close(), library.close()]));

  /** The sound verifier with its verdicts changed. @param {(verdict: Verdict) => Verdict} change @returns {Verifier} */
  const faulty = (change) => ({
    ...sound,
    name: "faulty",
    verdicts: async (questions) => (await sound.verdicts(questions)).map(change),
  });
  /** One that says something else where the sound one gives this reason. @param {string} word @param {Partial<Verdict>} instead */
  const confused = (word, instead) =>
    faulty((verdict) => {
      const isMeant = "reason" in verdict && verdict.reason.startsWith(`${word}:`);
      return isMeant ? /** @type {Verdict} */ ({ ...verdict, ...instead }) : verdict;
    });
  /** One with a check left out. @param {string} word */
  const without = (word) => confused(word, ACCEPTED);

  /** @param {Verifier[]} ours @param {Verifier[]} [oracles] @param {number} [count] */
  const run = (ours, oracles = [], count = COUNT) => fuzz({ seed: SEED, count, ours, oracles });
  /** @param {Parameters<typeof run>} asked */
  const kinds = async (...asked) => [...new Set((await run(...asked)).findings.map(({ kind }) => kind))];

  it("finds nothing between a verifier and itself", async () => {
    assert.deepEqual(await kinds([sound, faulty((verdict) => verdict)]), []);
  });

  for (const word of WORDS) {
    it(`finds a verifier without the check that says ${word}`, async () => {
      const found = await kinds([sound, without(word)]);
      assert.ok(found.includes("hostile accepted"), String(found));
    });
  }

  it("finds a fault that both have", async () => {
    assert.deepEqual(await kinds([without("payload_duplicate")]), ["hostile accepted"]);
  });

  it("finds a good library that is no verifier of the profile", async () => {
    const reader = faulty((verdict) => verdict);
    reader.verdicts = async (questions) => {
      const tokens = questions.filter((question) => "token" in question);
      const [own, others] = await Promise.all([sound.verdicts(questions), library.verdicts(tokens)]);
      const judge = (/** @type {Question} */ question, /** @type {number} */ at) =>
        /** @type {Verdict} */ ("token" in question ? others.shift() : own[at]);
      return questions.map(judge);
    };
    const found = await kinds([sound, reader]);
    assert.ok(found.includes("hostile accepted") && found.includes("difference"));
  });

  it("finds a verifier that refuses what is right", async () => {
    const refused = /** @type {const} */ ({ ok: false, code: "token_invalid", reason: "scope: none wanted" });
    const narrow = faulty((verdict) => (verdict.ok && verdict.scopes.length > 0 ? refused : verdict));
    assert.deepEqual(await kinds([narrow]), ["benign refused"]);
  });

  it("finds another sentence after the same word, and another code", async () => {
    assert.deepEqual(await kinds([sound, confused("aud", { reason: "aud: other" })]), ["difference"]);
    assert.deepEqual(await kinds([sound, confused("expired", { code: "token_invalid" })]), ["difference"]);
  });

  it("finds another caller, other scopes and other claims", async () => {
    const accepted = [
      { user_id: "user-b" },
      { session_id: "session-b" },
      { scopes: ["admin"] },
      { claims: "0000000000000000" },
    ];
    for (const each of accepted) {
      const other = faulty((verdict) => (verdict.ok ? { ...verdict, ...each } : verdict));
      assert.deepEqual(await kinds([sound, other], [], FEW), ["difference"], Object.keys(each)[0]);
    }
  });

  it("finds an error that is none of the verifier's own", async () => {
    assert.deepEqual(await kinds([confused("payload_json", { crash: "TypeError" })]), ["crash"]);
  });

  it("finds what every oracle refuses, and not what one accepts", async () => {
    const strict = faulty(() => ({ ok: false, code: "no", reason: "no: never" }));
    assert.deepEqual(await kinds([sound], [strict]), ["accepted against every oracle"]);
    assert.deepEqual(await kinds([sound], [strict, sound]), []);
  });

  it("asks the oracles about every token that could be a finding, and a few others", async () => {
    /** @type {Set<string>} */
    const asked = new Set();
    const oracle = faulty((verdict) => verdict);
    oracle.verdicts = async (questions) => {
      for (const question of questions) asked.add(JSON.stringify(question));
      return sound.verdicts(questions);
    };
    const questions = Array.from({ length: COUNT }, (_, index) => makeCase(SEED, index).question);
    const tokens = questions.filter((question) => "token" in question);
    const judge = confused("aud", { reason: "aud: other" });
    await createPanel([sound, judge], [oracle])(questions);
    const verdicts = await sound.verdicts(tokens);
    const notable = tokens.filter((_, at) => {
      const verdict = verdicts[at];
      return verdict && !("crash" in verdict) && (verdict.ok || verdict.reason.startsWith("aud:"));
    });
    assert.deepEqual(
      notable.filter((question) => !asked.has(JSON.stringify(question))),
      [],
    );
    assert.ok(asked.size > notable.length && asked.size < tokens.length / 2);
  });

  it("tells where a verifier ended or hung", async () => {
    const ended = faulty((verdict) => verdict);
    let asked = 0;
    ended.verdicts = async (questions) => {
      asked += questions.length;
      if (asked > BATCH) throw new Error("it has ended with code 3");
      return sound.verdicts(questions);
    };
    const where = `seed ${SEED}, in one of the cases ${BATCH} to ${BATCH}: it has ended with code 3`;
    await assert.rejects(fuzz({ seed: SEED, count: BATCH + 1, ours: [sound, ended], oracles: [] }), {
      message: where,
    });
  });

  it("writes down a payload as short as a difference allows, and how many are like it", async () => {
    const { findings, found } = await run([
      sound,
      confused("payload_json", { reason: "payload_json: other" }),
    ]);
    const [first] = findings;
    assert.ok(first && "token" in first.question);
    assert.ok((first.question.token.split(".")[1] ?? "").length <= 4, "up to three bytes are no JSON object");
    const counted = findings.reduce((sum, { alike }) => sum + alike, 0);
    assert.equal(counted, found);
  });

  it("leaves a case as it was made when that is what was known of it", async () => {
    const { findings } = await run([without("claim_value")]);
    const [first] = findings;
    assert.ok(first);
    assert.deepEqual(first.question, makeCase(SEED, first.index).question);
  });
});

describe("makeCase", () => {
  it("makes the same case again, also alone, and another for another seed or number", () => {
    const { question, payload, remake } = makeCase("a", 77);
    assert.deepEqual(makeCase("a", 77).question, question);
    assert.deepEqual(remake(payload), question);
    assert.notDeepEqual(makeCase("b", 77).question, question);
    assert.notDeepEqual(makeCase("a", 78).question, question);
  });
});
