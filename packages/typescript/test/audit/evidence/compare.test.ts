import { describe, expect, it } from "vitest";
import {
  countersAmong,
  differences,
  featuresOf,
  telling,
  withoutIndex,
} from "../../../src/audit/evidence/compare.js";
import type { Json } from "../../../src/audit/openapi/references.js";

const answer = (json: Json | undefined, text = "", headers: Record<string, string> = {}, status = 200) =>
  ({ request: { method: "GET", path: "/" }, status, headers: new Headers(headers), text, json }) as const;
const of = (json: Json) => featuresOf(answer(json));

describe("what can be compared of an answer", () => {
  it("is its status, its telling headers and each place of its body", () => {
    const features = featuresOf(answer({ a: [{ b: 1 }] }, "", { ETag: '"1"', Date: "today" }, 201));
    expect(Object.fromEntries(features)).toEqual({
      status: "201",
      "header etag": '"1"',
      "body.a length": "1",
      "body.a.0.b": "1",
    });
  });

  it("leaves out the ids that were asked for, as wholes: the 4 of /cards/4, and not that of 404", () => {
    const [one, other] = [answer(undefined, "404: no card 4"), answer(undefined, "404: no card 900")];
    expect(differences(featuresOf(one, ["4"]), featuresOf(other, ["900"]))).toEqual([]);
    expect(featuresOf(one, ["4"]).get("body")).toBe("404: no card …");
  });
});

it("a difference tells where two answers that should be the same are", () => {
  const unknown = [of({ code: "none", at: 1 }), of({ code: "none", at: 2 })] as const;
  expect(telling(of({ code: "none", at: 3 }), unknown)).toEqual([]);
  expect(telling(of({ code: "yours", at: 3 }), unknown)).toEqual(["body.code"]);
});

describe("a counter", () => {
  it.each<[string, Json, Json, Json, string[]]>([
    ["goes up by a step and by two", { n: 1 }, { n: 2 }, { n: 4 }, ["body.n"]],
    ["may count several at once", { n: 1 }, { n: 4 }, { n: 10 }, ["body.n"]],
    ["stands in a text too", { s: "1 task" }, { s: "2 tasks" }, { s: "4 tasks" }, ["body.s"]],
    ["is no clock", { n: 1 }, { n: 2 }, { n: 3 }, []],
    ["is no moment", { t: "12:00:01" }, { t: "12:00:02" }, { t: "12:00:04" }, []],
    ["does not stand still", { n: 1 }, { n: 1 }, { n: 1 }, []],
  ])("%s", (_, before, between, after, places) => {
    expect(countersAmong([of(before), of(between), of(after)])).toEqual(places);
  });
});

it("an item's place is the same wherever in its list it stands", () => {
  expect(withoutIndex("body.items.12.tags.0")).toBe("body.items.*.tags.*");
  expect(withoutIndex("body.v2.a")).toBe("body.v2.a");
});
