import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { answers } from "../../scripts/lib/ports.mjs";
import { readVectors } from "../contract/vectors.mjs";
import { environmentOf, PROGRAMS, startServers } from "./index.mjs";

const GOOD = environmentOf(readVectors("requests").policy);

/** Settings that no server may start with, and the variable that it has to name. */
const BAD = {
  "no secret": { settings: { ...GOOD, BETTER_AUTH_SECRETS: "" }, variable: "BETTER_AUTH_SECRET" },
  "reasons told to everybody": {
    settings: { ...GOOD, BETTER_AUTH_URL: "https://app.example", AUTH_DEBUG: "1" },
    variable: "AUTH_DEBUG",
  },
};

for (const program of PROGRAMS) {
  describe(`${program.title} does not start with`, () => {
    for (const [what, { settings, variable }] of Object.entries(BAD)) {
      it(what, () =>
        assert.rejects(
          startServers(settings, `contract/${variable.toLowerCase()}`, [program]),
          ({ message, details }) => {
            assert.match(message, new RegExp(`^the ${program.title} server ended with code [1-9]`));
            assert.match(details, new RegExp(`\\b${variable}\\b`));
            assert.doesNotMatch(details, /correct-horse/);
            return true;
          },
        ),
      );
    }
  });
}

it("the others are stopped when one does not start", async () => {
  let port = 0;
  const good = PROGRAMS.filter(({ name }) => name === "hono").map((program) => ({
    ...program,
    command: (/** @type {number} */ given) => {
      port = given;
      return program.command(given);
    },
  }));
  const bad = /** @type {const} */ ({
    name: "next",
    title: "Bad",
    command: () => [process.execPath, "-e", "process.exit(3)"],
  });
  await assert.rejects(
    startServers(GOOD, "contract/stopped", [...good, bad]),
    /the Bad server ended with code 3/,
  );
  assert.notEqual(port, 0);
  assert.equal(await answers("127.0.0.1", port), false);
});
