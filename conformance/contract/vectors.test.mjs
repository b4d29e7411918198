/** Every vector that can be asked over HTTP, asked of all six servers. */
import { it } from "node:test";
import { readCases } from "./cases.mjs";
import { withContract } from "./fixture.mjs";

withContract("vectors", {}, (contract) => {
  for (const asked of readCases().filter(({ debug }) => !debug)) {
    it(`${asked.kind}: ${asked.id}`, () => contract.holds(asked));
  }
});
