import assert from "node:assert/strict";
import { it } from "node:test";
import { isSupportedNode } from "./node-version.mjs";

for (const [version, supported] of /** @type {const} */ ([
  ["18.20.8", false],
  ["20.18.3", false],
  ["20.19.0", true],
  ["22.0.0", true],
  ["100.1.0", true],
])) {
  it(`Node ${version} is ${supported ? "new enough" : "too old"}`, () => {
    assert.equal(isSupportedNode(version), supported);
  });
}
