import { describe, expect, it } from "vitest";
import { drifts } from "../../../src/audit/evidence/compare.js";
import { Ticks } from "../../../src/audit/evidence/ticks.js";

const features = (places: Record<string, string>) => new Map(Object.entries(places));

describe("what changes by itself", () => {
  it("is known again in another item of the same list, and in no other place or reading", () => {
    const ticks = new Ticks();
    ticks.learn("GET /a", features({ "body.items.0.at": "1" }), features({ "body.items.0.at": "2" }));
    expect(ticks.has("GET /a", "body.items.7.at")).toBe(true);
    expect(ticks.has("GET /a", "body.items.7.to")).toBe(false);
    expect(ticks.has("GET /b", "body.items.0.at")).toBe(false);
  });

  it("is not learned from an answer that told nothing", () => {
    const ticks = new Ticks();
    ticks.learn("GET /a", undefined, features({ "body.at": "2" }));
    ticks.learn("GET /a", features({ "body.at": "2" }), undefined);
    expect(ticks.has("GET /a", "body.at")).toBe(false);
  });

  it("is a number or a moment where a write may be on its way", () => {
    const ticks = new Ticks();
    const [one, other] = [
      { "body.left": "59", "body.title": '"a"' },
      { "body.left": "58", "body.title": '"b"' },
    ];
    ticks.learnDrift("GET /a", features(one), features(other));
    expect(ticks.has("GET /a", "body.left")).toBe(true);
    expect(ticks.has("GET /a", "body.title")).toBe(false);
  });
});

it.each([
  ["59", "58", true],
  ['"2026-01-01T10:00:59Z"', '"2026-01-01T10:01:00Z"', true],
  ['"3 minutes ago"', '"10 minutes ago"', true],
  ['"ann"', '"bob"', false],
  ["true", "false", false],
  ["1", undefined, false],
  ['"owner12n1"', '"other12n1"', false],
])("%s and %s drift: %s", (one, other, expected) => {
  expect(drifts(one, other)).toBe(expected);
});
