/** Requests that no well-behaved client sends, to all six servers, and to uvicorn's other parser of HTTP. */
import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { H11, PROGRAMS } from "../servers/index.mjs";
import { withContract } from "./fixture.mjs";
import { DECIDED, FOLDED, KNOWN, MALFORMED } from "./raw-requests.mjs";
import { requestBytes } from "./request.mjs";

const { now } = KNOWN;

withContract(
  "raw",
  {},
  (contract) => {
    describe("all servers say the same of", () => {
      for (const { what, headers, expected } of DECIDED) {
        const bytes = requestBytes({ target: "/me", headers });
        it(what, () => contract.holds({ now, bytes, expected }));
      }
    });

    describe("a line that is folded is refused, but for h11, which unfolds it,", () => {
      for (const { what, headers } of FOLDED) {
        it(what, async () => {
          const bytes = requestBytes({ target: "/me", headers });
          for (const [title, { response }] of await contract.observe({ now, bytes }))
            assert.equal(response?.status ?? 400, title === H11.title ? 200 : 400, title);
        });
      }
    });

    describe("nobody is let in with", () => {
      for (const { what, why, headers } of MALFORMED) {
        it(`${what} (${why})`, async () => {
          const bytes = requestBytes({ target: "/me", headers });
          for (const [title, { response, refusals }] of await contract.observe({ now, bytes })) {
            const status = response?.status ?? 400; // hung up: turned away too
            assert.ok(status >= 400 && status < 500, `${title} answers ${status}`);
            assert.equal(
              refusals.length,
              status === 401 ? 1 : 0,
              `${title} logs ${refusals.length} refusals`,
            );
          }
        });
      }
    });
  },
  [...PROGRAMS, H11],
);
