import { Ajv2020 } from "ajv/dist/2020.js";
import { describe, expect, it } from "vitest";
import { Canaries } from "../../../src/audit/bodies/canary.js";
import { sample } from "../../../src/audit/bodies/sample.js";
import type { Json, JsonObject } from "../../../src/audit/openapi/references.js";

const ajv = new Ajv2020({ strict: false, validateFormats: false });

/** @returns what is made of a schema that is itself in the words of JSON Schema 2020-12 */
function fill(
  schema: JsonObject,
  document: JsonObject = {},
  withOptional = true,
  known: Record<string, string> = {},
) {
  const canaries = new Canaries("owner");
  const filling = { canary: () => canaries.next(), known: (name: string) => known[name], withOptional };
  return { value: sample(document, schema, filling, 1), mark: canaries.mark };
}

const SCHEMAS: Readonly<Record<string, JsonObject>> = {
  "lengths and a pattern": {
    type: "object",
    properties: {
      code: { type: "string", pattern: "^[A-Z]{3}-\\d{4}$" },
      short: { type: "string", minLength: 2, maxLength: 5 },
      long: { type: "string", minLength: 60 },
      free: { type: "string", pattern: "^[a-z0-9]+$" },
    },
    required: ["code", "short", "long"],
    additionalProperties: false,
  },
  "enum, const and null": {
    type: "object",
    properties: {
      colour: { enum: ["red", "green"] },
      kind: { const: "note" },
      nothing: { type: "null" },
      maybe: { anyOf: [{ type: "null" }, { type: "integer", minimum: 3, maximum: 4 }] },
      either: { type: ["null", "boolean"] },
    },
    required: ["colour", "kind", "nothing", "maybe", "either"],
  },
  numbers: {
    type: "object",
    properties: {
      open: { type: "integer" },
      negative: { type: "integer", maximum: -3 },
      between: { type: "number", exclusiveMinimum: 0, exclusiveMaximum: 1 },
      stepped: { type: "number", minimum: 10, maximum: 20, multipleOf: 2.5 },
    },
    required: ["open", "negative", "between", "stepped"],
  },
  arrays: {
    type: "object",
    properties: {
      unique: { type: "array", items: { type: "string" }, minItems: 3, uniqueItems: true },
      none: { type: "array", items: { type: "string" }, maxItems: 0 },
      nested: { type: "array", items: { type: "array", items: { type: "boolean" }, minItems: 2 } },
    },
    required: ["unique", "none", "nested"],
  },
  "all of several": {
    allOf: [
      { type: "object", properties: { a: { type: "string" } }, required: ["a"] },
      {
        type: "object",
        properties: {
          b: {
            oneOf: [
              { type: "object", properties: { c: { type: "string" } }, required: ["c"] },
              { type: "string" },
            ],
          },
        },
        required: ["b"],
      },
    ],
  },
};

describe("a body", () => {
  it.each(Object.entries(SCHEMAS))(
    "fits its schema, with and without what may be left out: %s",
    (_, schema) => {
      const validate = ajv.compile(schema);
      for (const withOptional of [true, false]) {
        const { value } = fill(schema, {}, withOptional);
        expect(validate(value), `${JSON.stringify(value)} ${JSON.stringify(validate.errors)}`).toBe(true);
      }
    },
  );

  it("has a canary of its own in every text that may be anything", () => {
    const properties = {
      a: { type: "string" },
      b: { type: "string", format: "email" },
      c: {},
      d: { type: "string", maxLength: 100 },
    };
    const { value, mark } = fill({ type: "object", properties });
    const texts = Object.values(value as JsonObject).map(String);
    expect(new Set(texts).size).toBe(4);
    for (const text of texts) expect(text).toContain(mark);
    expect(texts[1]).toMatch(/@example\.com$/);
  });

  it("leaves out what only the API writes, and what may be left out when told to", () => {
    const properties = {
      id: { type: "string", readOnly: true },
      title: { type: "string" },
      more: { type: "string" },
    };
    const schema = { type: "object", properties, required: ["id", "title"] };
    expect(Object.keys(fill(schema).value as JsonObject)).toEqual(["title", "more"]);
    expect(Object.keys(fill(schema, {}, false).value as JsonObject)).toEqual(["title"]);
  });

  it("has what members are known to be", () => {
    const properties = { user_id: { type: "string", format: "uuid" }, project_id: { type: "integer" } };
    const { value } = fill({ type: "object", properties }, {}, true, { user_id: "ann", project_id: "7" });
    expect(value).toEqual({ user_id: "ann", project_id: 7 });
  });

  it("shows what the document shows where a text has a form", () => {
    const properties = {
      iban: { type: "string", pattern: "^DE\\d{20}$", example: "DE02120300000000202051" },
    };
    expect(fill({ type: "object", properties }).value).toEqual({ iban: "DE02120300000000202051" });
  });

  it("reads OpenAPI 3.0: nullable, exclusive bounds as switches, a discriminator", () => {
    const document: JsonObject = {
      components: {
        schemas: {
          Cat: {
            type: "object",
            properties: {
              kind: { type: "string" },
              lives: { type: "integer", minimum: 8, exclusiveMinimum: true, maximum: 9 },
            },
          },
          Dog: { type: "object", properties: { kind: { type: "string" } } },
        },
      },
    };
    const oneOf: Json = [{ $ref: "#/components/schemas/Cat" }, { $ref: "#/components/schemas/Dog" }];
    const mapping = { meow: "#/components/schemas/Cat" };
    expect(fill({ oneOf, discriminator: { propertyName: "kind", mapping } }, document).value).toEqual({
      kind: "meow",
      lives: 9,
    });
    expect(fill({ oneOf, discriminator: { propertyName: "kind" } }, document).value).toMatchObject({
      kind: "Cat",
    });
    expect(typeof fill({ type: "string", nullable: true }).value).toBe("string");
  });

  it("ends where a schema holds itself", () => {
    const Tree: JsonObject = {
      type: "object",
      properties: {
        name: { type: "string" },
        parent: { $ref: "#/Tree" },
        children: { type: "array", items: { $ref: "#/Tree" } },
      },
      required: ["name", "children"],
    };
    const { value } = fill({ $ref: "#/Tree" }, { Tree });
    expect(value).toEqual({ name: expect.any(String), children: [] });
  });
});
