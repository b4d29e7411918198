import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { jsonOf } from "./json.mjs";

describe("jsonOf", () => {
  it("keeps numbers of a list on one line, to five digits", () => {
    const record = { title: "a [1,  2] b", values: [9_612.345_6, 1.5e-7], none: [], texts: ["a, b"] };
    const text = jsonOf(record);
    assert.match(text, /\n "values": \[9612\.3, 1\.5e-7\],\n/);
    assert.deepEqual(JSON.parse(text), { ...record, values: [9_612.3, 1.5e-7] });
  });
});
