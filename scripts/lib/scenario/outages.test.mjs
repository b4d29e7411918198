import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { BOUNDS } from "./bounds.mjs";
import { Outages } from "./outages.mjs";

const { within, staleness, grace } = BOUNDS;

/** @param {import("./outages.mjs").Transport} transport @param {[string, number, number?][]} spans */
function outagesOf(transport, ...spans) {
  const outages = new Outages(BOUNDS, transport);
  for (const [name, from, to] of spans) {
    outages.begin(name, from);
    if (to !== undefined) outages.end(name, to);
  }
  return outages;
}
/** @param {string} name @param {number} from @param {number} to @returns {[string, number, number]} */
const spanOf = (name, from, to) => [name, from, to];
const at = (/** @type {number} */ moment) => ({ from: moment, to: moment });

describe("503 or no answer", () => {
  const outages = outagesOf("feed", ["api-1", 1000, 2000]);
  it("is no wonder while it is down, and for the grace after it", () => {
    for (const moment of [1000, 2000, 2000 + grace]) assert.ok(outages.excuse(["api-1"], at(moment)));
    for (const moment of [999, 2001 + grace]) assert.ok(!outages.excuse(["api-1"], at(moment)));
  });
  it("is one at another that is up", () => assert.ok(!outages.excuse(["api-2", "postgres"], at(1500))));
  it("is no wonder while it is not back yet", () => {
    assert.ok(outagesOf("feed", ["api-1", 1000]).excuse(["api-1"], at(1_000_000)));
  });
});

describe("an API that has no keys of the key set yet", () => {
  const outages = outagesOf("redis", ["web-1", 1000, 3000], ["web-2", 2000, 9000]);
  it("may wait once more for as long as it could not get them", () => {
    const last = 9000 + 8000 + grace;
    assert.ok(outages.excusesKeys("api-1", at(last)));
    assert.ok(!outages.excusesKeys("api-1", at(last + 1)));
    assert.ok(!outages.excusesKeys("api-1", at(999)));
  });
});

describe("what has ended is refused", () => {
  const ended = 10_000;
  it("within a second, while nothing is down", () => {
    const outages = outagesOf("feed", ["web-1", 0, 1000], ["api-2", 9000, 11_000]);
    assert.equal(outages.refusedFrom("api-1", ended), ended + within);
  });
  it("a second after whatever was down is back, and its grace", () => {
    for (const names of [["web-1", "web-2"], ["postgres"], ["api-1"]]) {
      const outages = outagesOf("feed", ...names.map((name) => spanOf(name, 9000, 12_000)));
      assert.equal(outages.refusedFrom("api-1", ended), 12_000 + grace + within, names.join());
    }
  });
  it("a second after the API has found the other of two web processes, however long the one is away", () => {
    for (const name of ["web-1", "web-2"])
      assert.equal(outagesOf("feed", [name, 9000]).refusedFrom("api-1", ended), 9000 + grace + within, name);
  });
  it("no later than an API goes on without having heard, whatever is down", () => {
    const outages = outagesOf("redis", ["redis", 9000]);
    assert.equal(outages.refusedFrom("api-1", ended), ended + staleness + within);
  });
  it("in Redis whether or not the web app is up, and by the feed whether or not Redis is", () => {
    assert.equal(outagesOf("redis", ["web-1", 9000]).refusedFrom("api-1", ended), ended + within);
    assert.equal(outagesOf("feed", ["redis", 9000]).refusedFrom("api-1", ended), ended + within);
  });
});

describe("an API that cannot have heard", () => {
  const late = staleness + within;
  it("must not accept anything, once that is so for too long", () => {
    const outages = outagesOf("redis", ["redis", 0]);
    assert.ok(!outages.forbid(at(late)));
    assert.ok(outages.forbid(at(late + 1)));
  });
  it("is one where both web processes were down at once, or PostgreSQL was", () => {
    assert.ok(outagesOf("feed", ["web-1", 0], ["web-2", 0]).forbid(at(late + 1)));
    assert.ok(outagesOf("feed", ["postgres", 0]).forbid(at(late + 1)));
    assert.ok(!outagesOf("feed", ["web-1", 0], ["web-2", 5000]).forbid(at(late + 1)));
  });
  it("may say so, and not where it heard a moment ago", () => {
    assert.ok(outagesOf("redis", ["redis", 0]).excusesStale(at(staleness)));
    assert.ok(!outagesOf("redis", ["redis", 0, 5000]).excusesStale(at(staleness)));
    assert.ok(!outagesOf("redis", ["redis", 0]).excusesStale(at(staleness / 2)));
    assert.ok(!outagesOf("feed", ["web-1", 0]).excusesStale(at(staleness)), "the other tells it");
  });
});
