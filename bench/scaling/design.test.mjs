import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { it } from "node:test";
import pg from "pg";
import { inRoot } from "../../scripts/lib/paths.mjs";
import { ENTRY_LIFE, FEED_MOST, KEY_SET_AGE, POLL, POOL, RENEW_AFTER } from "./design.mjs";

const milliseconds = (/** @type {number} */ seconds) => seconds * 1000;
const TYPESCRIPT = "packages/typescript/src";
const FEED = `${TYPESCRIPT}/better-auth/revocation`;

/** Where a number stands, what it is called there, and what it is in the simulation. @type {[string, string, number][]} */
const NUMBERS = [
  [`${TYPESCRIPT}/client/token-client.ts`, "RENEW_AFTER", RENEW_AFTER],
  [`${TYPESCRIPT}/profile.ts`, "MAX_LIFETIME", ENTRY_LIFE - 65],
  [`${FEED}/publisher.ts`, "ENTRY_LIFE = MAX_LIFETIME + 65", ENTRY_LIFE],
  [`${TYPESCRIPT}/revocation-feed/feed.ts`, "MOST_AT_ONCE", FEED_MOST],
  ["packages/python/src/jwt_auth_bridge/revocation_feed/lines.py", "MAX_BATCH", FEED_MOST],
  [`${TYPESCRIPT}/jwks/remote.ts`, "MAX_AGE", KEY_SET_AGE],
  [`${FEED}/poll.ts`, "EVERY", milliseconds(POLL.quick)],
  [`${FEED}/poll.ts`, "QUICK_OVERLAP", milliseconds(POLL.quickOverlap)],
  [`${FEED}/poll.ts`, "MARK_EVERY", milliseconds(POLL.thorough)],
  [`${FEED}/feed.ts`, "OVERLAP", milliseconds(POLL.thoroughOverlap)],
  [`${FEED}/poll.ts`, "WHOLE_EVERY", milliseconds(POLL.whole)],
];

for (const [path, name, wanted] of NUMBERS) {
  it(`${name} of ${path}`, () => {
    const source = readFileSync(inRoot(path), "utf8");
    if (name.includes("=")) return assert.ok(source.includes(name));
    const [, text = ""] =
      source.match(new RegExp(`^(?:export )?(?:const )?${name} = ([\\d._* ]+)`, "m")) ?? [];
    const factors = text.split("*").map((factor) => Number(factor.trim().replaceAll("_", "") || Number.NaN));
    assert.equal(
      factors.reduce((product, factor) => product * factor, 1),
      wanted,
    );
  });
}

it("the pool of pg", async () => {
  const pool = new pg.Pool();
  assert.equal(pool.options.max, POOL);
  await pool.end();
});
