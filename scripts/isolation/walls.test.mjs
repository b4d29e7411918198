/** The run that CI makes; a new seed each time. */
import assert from "node:assert/strict";
import { randomBytes } from "node:crypto";
import { before, describe, it } from "node:test";
import { gather } from "../lib/isolation/evidence.mjs";
import { describe as table } from "../lib/isolation/report.mjs";
import { rows } from "../lib/isolation/rows.mjs";
import { inRoot } from "../lib/paths.mjs";

const REQUESTS = 20_000;
const seed = randomBytes(6).toString("hex");

describe(`the Todo API, ${REQUESTS} requests, seed ${seed}`, () => {
  /** @type {import("../lib/isolation/evidence.mjs").Shown[]} */
  let shown;

  before(async () => {
    const server = process.env.TEST_DATABASE_URL;
    assert.ok(
      server,
      "TEST_DATABASE_URL is not set. `npm test -- isolation` starts what is needed and sets it",
    );
    shown = await gather({ seed, requests: REQUESTS, server, logs: inRoot(".cache/isolation/servers") });
    console.log(table(shown));
  });

  for (const [at, { name, leaks }] of rows(REQUESTS).entries()) {
    it(name, (t) => {
      if (at === 0) t.diagnostic(`note: seed ${seed}`);
      const [outcome] = shown.slice(at, at + 1);
      assert.ok(outcome?.ok, `Again: npm run isolation -- --seed ${seed}\n${table(shown)}`);
      if (leaks) return;
      // Nothing goes wrong where nobody disturbs, and nothing is shown where nobody is answered.
      const { answered, disturbed, requests } = outcome.result;
      assert.ok(answered > requests * 0.8, `${answered} of ${requests} answered`);
      for (const kind of /** @type {const} */ (["hang up", "cancel", "raise"]))
        assert.ok((disturbed.get(kind) ?? 0) >= requests / 200, `${kind}: ${disturbed.get(kind)}`);
    });
  }
});
