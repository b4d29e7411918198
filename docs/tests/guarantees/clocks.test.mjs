/** docs/guarantees.md, clocks: both verifiers, under a clock that is wrong by so many seconds. */
import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { issueTestToken } from "jwt-auth-bridge/testing";
import { OURS, openVerifier } from "../../../conformance/verifiers/index.mjs";

const NOW = 1_800_000_000;
const LIFETIME = 300;
const policy = {
  issuer: "https://app.example",
  audience: "todo-api",
  secrets: ["correct-horse-battery-staple-0123456789abcdef"],
  leeway: 5,
};
const { secrets, leeway: _, ...issuer } = policy;
const token = issueTestToken({
  ...issuer,
  secret: secrets[0] ?? "",
  userId: "alice",
  lifetime: LIFETIME,
  now: NOW,
});

/** What the API says `age` seconds after the token was issued, with a clock that is ahead by so many. */
const CASES = /** @type {const} */ ([
  { ahead: 5, age: 0, says: "accepted" },
  { ahead: -5, age: 0, says: "accepted" },
  // Ahead by 60: 55 seconds early.
  { ahead: 60, age: LIFETIME - 56, says: "accepted" },
  { ahead: 60, age: LIFETIME - 55, says: "token_expired" },
  { ahead: 304, age: 0, says: "accepted" },
  { ahead: 305, age: 0, says: "token_expired" },
  // Behind by 60: not yet for 55 seconds, and 65 too long.
  { ahead: -60, age: 54, says: "token_invalid not_yet" },
  { ahead: -60, age: 55, says: "accepted" },
  { ahead: -60, age: LIFETIME + 64, says: "accepted" },
  { ahead: -60, age: LIFETIME + 65, says: "token_expired" },
]);

describe("clocks", () => {
  it("an API whose clock is wrong refuses early, late or not yet, as the table says", async () => {
    for (const name of OURS) {
      const verifier = await openVerifier(name, policy);
      const verdicts = await verifier.verdicts(
        CASES.map(({ ahead, age }) => ({ token, now: NOW + age + ahead })),
      );
      await verifier.close();
      assert.deepEqual(
        verdicts.map((verdict, at) => ({ ...CASES[at], says: said(verdict) })),
        CASES,
        name,
      );
    }
  });
});

/** @param {import("../../../conformance/verifiers/index.mjs").Verdict} verdict */
function said(verdict) {
  if (verdict.ok) return "accepted";
  if ("crash" in verdict) return verdict.crash;
  const { code, reason } = verdict;
  return code === "token_invalid" ? `${code} ${reason.split(":")[0]}` : code;
}
