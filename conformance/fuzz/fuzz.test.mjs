/** The run that CI makes; a new seed each time. */
import assert from "node:assert/strict";
import { randomBytes } from "node:crypto";
import { test } from "node:test";
import { FAMILIES } from "./families/index.mjs";
import { describe, save } from "./report.mjs";
import { run } from "./run.mjs";

const COUNT = 100_000;
/** Every word that a verifier can refuse a token or one header with. */
const WORDS = [
  [
    "no_credentials",
    "other_scheme",
    "header_malformed",
    "too_long",
    "grammar",
    "header_json",
    "header_members",
  ],
  [
    "alg",
    "typ",
    "kid_unknown",
    "signature",
    "payload_json",
    "payload_duplicate",
    "claim_missing",
    "claim_type",
  ],
  ["claim_value", "iss", "aud", "expired", "not_yet", "lifetime", "many_headers"],
].flat();

test(`${COUNT} tokens that are nearly right`, async (t) => {
  const seed = randomBytes(6).toString("hex");
  const again = `npm run fuzz -- --count ${COUNT} --seed ${seed}`;
  t.diagnostic(`note: seed ${seed}`);
  const outcome = await run({ seed, count: COUNT });
  save(outcome);
  const report = describe(outcome);
  console.log(report);
  assert.equal(outcome.found, 0, `Again: ${again}\n${report}`);

  // A generator that no longer gets to a check would find nothing either.
  const { families, words, known } = outcome.tally;
  assert.deepEqual(
    WORDS.filter((word) => (words.get(word) ?? 0) < 20),
    [],
    "reasons that were hardly given",
  );
  assert.equal(families.size, FAMILIES.length);
  for (const [kind, times] of Object.entries(known)) assert.ok(times > COUNT / 20, `${times} ${kind} cases`);
});
