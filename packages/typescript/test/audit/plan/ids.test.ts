import { expect, it } from "vitest";
import type { Json } from "../../../src/audit/openapi/references.js";
import { idOfCreated, idOfHolder, idsWithin, unknownLike } from "../../../src/audit/plan/ids.js";

const created = (json: Json | undefined, location?: string) =>
  idOfCreated(
    {
      request: { method: "POST", path: "/" },
      status: 201,
      headers: new Headers(location === undefined ? {} : { Location: location }),
      text: "",
      json,
    },
    "task_id",
  );

it.each<[string, Json | undefined, string | undefined, string | undefined]>([
  ["a member", { id: "a1", title: "x" }, undefined, "a1"],
  ["a number", { id: 7 }, undefined, "7"],
  ["the parameter's own name, before others", { id: "row", taskId: "t1" }, undefined, "t1"],
  ["a member below", { data: { attributes: {}, id: "a1" } }, undefined, "a1"],
  ["Location", undefined, "/tasks/a%201/", "a 1"],
  ["nowhere", { title: "x" }, undefined, undefined],
])("the id of what was made is in %s", (_, json, location, id) => {
  expect(created(json, location)).toBe(id);
});

it("an object is known by a text within it", () => {
  const list = {
    items: [
      { id: 1, text: "other" },
      { id: 2, text: "<canary>" },
    ],
    id: "list",
  };
  expect(idOfHolder(list, "canary", undefined)).toBe("2");
});

it("an id is what is called one", () => {
  const json = {
    id: "a",
    task_id: "b",
    taskId: "c",
    uuid: "d",
    paid: "no",
    grid: "no",
    items: [{ slug: "e", count_id: 4 }],
  };
  expect(idsWithin(json)).toEqual(["a", "b", "c", "d", "e"]);
});

it.each([
  [
    "0b8c8f6e-7d3c-4d8e-9a57-2d1f6a3c5b7e",
    /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-9[0-9a-f]{3}-[0-9a-f]{12}$/,
  ],
  ["17", /^9\d{8}$/],
  ["01HZX3V9QK", /^\d\d[A-Z]{3}\d[A-Z]\d[A-Z]{2}$/],
  ["my note.txt", /^[a-z]{2} [a-z]{4}\.[a-z]{3}$/],
])("an id of nothing has the form of %s", (id, form) => {
  const unknown = unknownLike(id);
  expect(unknown).toMatch(form);
  expect(unknown).not.toBe(id);
});

it.each([
  ["a number within its bounds", "17", { type: "integer", minimum: 1, maximum: 5000 }, 2500, 5000],
  ["a number below an exclusive bound", "17", { type: "integer", exclusiveMaximum: 128 }, 64, 127],
  ["another than the only one that is left", "9", { type: "integer", minimum: 8, maximum: 9 }, 8, 8],
  ["a number without bounds", "17", { type: "integer" }, 900_000_000, 999_999_999],
  ["digits of a fixed form", "000017", { type: "string", pattern: "^[0-9]{6}$" }, 0, 999_999],
])("an id of nothing is %s", (_, known, schema, least, most) => {
  for (const random of [0, 0.5, 0.999_999]) {
    const unknown = unknownLike(known, schema, () => random);
    expect(Number(unknown)).toBeGreaterThanOrEqual(least);
    expect(Number(unknown)).toBeLessThanOrEqual(most);
    if (schema.type === "string") expect(unknown).toMatch(/^\d{6}$/);
  }
});
