import { expect, it } from "vitest";
import { cursorsOf } from "../../../src/audit/evidence/cursors.js";
import type { Operation } from "../../../src/audit/openapi/operations.js";
import type { Json } from "../../../src/audit/openapi/references.js";

const cursorsIn = (json: Json | undefined, parameter: string, link?: string) => {
  const headers = new Headers(link === undefined ? {} : { Link: link });
  const request = { method: "GET", path: "/" } as const;
  const parameters = [
    { name: parameter, in: "query", required: false, schema: {}, isRepeated: true },
  ] as const;
  const operation: Operation = {
    name: "GET /",
    method: "GET",
    path: "/",
    parameters,
    body: undefined,
    isSecured: true,
  };
  return cursorsOf({ request, status: 200, headers, text: "", json }, operation);
};

it.each<[string, Json, string, string | undefined, Record<string, string>[]]>([
  ["a member", { items: [], next_cursor: "abc" }, "cursor", undefined, [{ cursor: "abc" }]],
  ["a member below", { meta: { nextPageToken: "abc" } }, "pageToken", undefined, [{ pageToken: "abc" }]],
  ["a URL", { links: { next: "/tasks?after=7&limit=1" } }, "limit", undefined, [{ after: "7", limit: "1" }]],
  ["a whole URL", { next: "https://api.example/tasks?page=2" }, "page", undefined, [{ page: "2" }]],
  ["a Link header", [], "page", '</t?page=1>; rel="first", </t?page=3>; rel="next"', [{ page: "3" }]],
  ["no next page", { next_cursor: null }, "cursor", undefined, []],
  ["no parameter to send it by", { next_cursor: "abc" }, "q", undefined, []],
])("finds the next page in %s", (_, json, parameter, link, expected) => {
  expect(cursorsIn(json, parameter, link)).toEqual(expected);
});
