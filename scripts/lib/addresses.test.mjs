import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { requireOwnHost, requireServedAddress } from "./addresses.mjs";
import { Failure } from "./failure.mjs";

describe("requireServedAddress", () => {
  const wrong = {
    "http://localhost:3000": "http://localhost:3100",
    "http://127.0.0.1:3000/": "http://127.0.0.1:3100",
    "http://[::1]:3000": "http://[::1]:3100",
    "http://todo.localhost:3000": "http://todo.localhost:3100",
    "http://localhost": "http://localhost:3100",
  };
  for (const [value, mend] of Object.entries(wrong)) {
    it(`${value} is refused where 3100 is served, with the mend in one line`, () => {
      assert.throws(
        () => requireServedAddress("WEB_ORIGIN", value, 3100),
        (error) => {
          assert(error instanceof Failure);
          assert.match(error.message, /^WEB_ORIGIN [^\n]+$/);
          assert(error.message.endsWith(` ${mend}`), error.message);
          return true;
        },
      );
    });
  }

  const right = [
    undefined,
    "",
    "http://localhost:3100",
    "http://127.0.0.1:3100",
    "https://localhost",
    "http://localhost.example:3000",
    "https://todo.example",
  ];
  for (const value of right) {
    it(`${value} is let pass`, () => requireServedAddress("WEB_ORIGIN", value, 3100));
  }
});

describe("requireOwnHost", () => {
  it("refuses to pass over a host in silence", () => {
    for (const host of ["0.0.0.0", "::", "192.0.2.1", "example.com"])
      assert.throws(() => requireOwnHost("API_HOST", host), /^Failure: API_HOST [^\n]+$/);
  });
  it("lets the host pass that is served", () => {
    for (const host of [undefined, "", "127.0.0.1", "localhost"]) requireOwnHost("API_HOST", host);
  });
});
