/** `AUTH_DEBUG=1`: the reason in the body, for developers who look for what differs between their two sides. */
import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { claims, deriveKey, deriveKid, HEADER, token as mint, OTHER_SECRET, SECRET } from "../cases/mint.mjs";
import { compare, readCases } from "./cases.mjs";
import { withContract } from "./fixture.mjs";
import { requestBytes } from "./request.mjs";
import { knownToken } from "./vectors.mjs";

const { now } = knownToken();
const OTHER_AUDIENCE = "billing-api";
const OTHER_ISSUER = "https://other.example";

/** Tokens of a web app whose settings are those of the API but for one. */
const MISCONFIGURED = {
  "another secret": {
    token: mint(claims({}), { ...HEADER, kid: deriveKid(OTHER_SECRET) }, { key: deriveKey(OTHER_SECRET) }),
    told: /^kid_unknown: .*BETTER_AUTH_SECRET\b/,
  },
  "another audience": {
    token: mint(
      claims({ aud: OTHER_AUDIENCE }),
      { ...HEADER, kid: deriveKid(SECRET, OTHER_AUDIENCE) },
      { key: deriveKey(SECRET, OTHER_AUDIENCE) },
    ),
    told: /^kid_unknown: .*JWT_AUDIENCE\b/,
  },
  "another issuer": { token: mint(claims({ iss: OTHER_ISSUER })), told: /^iss: .*BETTER_AUTH_URL\b/ },
};

withContract("debug", { AUTH_DEBUG: "1" }, (contract) => {
  describe("detail is the reason of the log", () => {
    for (const asked of readCases().filter(({ kind, debug }) => debug || kind !== "request")) {
      it(`${asked.kind}: ${asked.id}`, () => (asked.debug ? contract.holds(asked) : tells(contract, asked)));
    }
  });

  describe("what differs between the two sides is told apart", () => {
    for (const [what, { token, told }] of Object.entries(MISCONFIGURED)) {
      it(what, async () => {
        const bytes = requestBytes({ target: "/me", headers: [`Authorization: Bearer ${token}`] });
        for (const [title, { response }] of await contract.observe({ now, bytes })) {
          const { detail } = JSON.parse(response?.body ?? "{}");
          assert.match(detail, told, title);
          const others = Object.values(MISCONFIGURED).filter((each) => each.told !== told);
          for (const other of others) assert.doesNotMatch(detail, other.told, title);
        }
      });
    }
  });
});

/**
 * The answer is the usual one but for `detail`.
 *
 * @param {import("./fixture.mjs").Contract} contract
 * @param {import("./cases.mjs").Case} asked
 */
async function tells(contract, asked) {
  for (const [title, observed] of await contract.observe(asked)) {
    const [refusal] = observed.refusals;
    const detail = JSON.stringify(refusal && `${refusal.word}: ${refusal.sentence}`);
    const expected = refusal ? asked.expected.replace(/(?<="detail":)"[^"]*"/, () => detail) : asked.expected;
    const { got } = compare({ ...asked, expected }, observed);
    assert.equal(got, expected, title);
  }
}
