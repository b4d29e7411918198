import { describe, expect, it } from "vitest";
import { listOperations } from "../../../src/audit/openapi/operations.js";
import {
  findExternalReference,
  type JsonObject,
  resolveReference,
} from "../../../src/audit/openapi/references.js";

const DOCUMENT: JsonObject = {
  openapi: "3.0.3",
  security: [{ Bearer: [] }],
  paths: {
    "/a/{id}": {
      parameters: [
        { name: "id", in: "path", required: true, schema: { type: "integer" } },
        { name: "page", in: "query", schema: { type: "integer" } },
        { name: "session", in: "cookie", schema: { type: "string" } },
      ],
      get: {
        parameters: [{ name: "page", in: "query", required: true, schema: { type: "string" } }],
        security: [],
      },
      put: { requestBody: { $ref: "#/components/requestBodies/Thing" }, security: [{ Bearer: [] }, {}] },
      trace: {},
    },
    "/b": { $ref: "#/components/pathItems/B" },
  },
  components: {
    requestBodies: {
      Thing: { content: { "text/plain": {}, "application/vnd.x+json; v=1": { schema: { type: "object" } } } },
    },
    pathItems: {
      B: { post: { requestBody: { content: { "application/x-www-form-urlencoded": { schema: {} } } } } },
    },
  },
};

describe("listOperations", () => {
  const [get, put, post] = listOperations(DOCUMENT, "/v1");

  it("lists the methods that have a meaning, below a prefix", () => {
    expect(listOperations(DOCUMENT, "/v1").map(({ name }) => name)).toEqual([
      "GET /v1/a/{id}",
      "PUT /v1/a/{id}",
      "POST /v1/b",
    ]);
  });

  it("replaces a path's parameter by the operation's of the same name and place", () => {
    expect(get?.parameters).toEqual([
      { name: "id", in: "path", required: true, schema: { type: "integer" }, isRepeated: false },
      { name: "page", in: "query", required: true, schema: { type: "string" }, isRepeated: true },
    ]);
  });

  it("takes what a path names and nobody describes for a text", () => {
    const document = {
      paths: { "/{user_id}/{id}": { get: { parameters: [{ name: "id", in: "path", schema: {} }] } } },
    };
    const [operation] = listOperations(document, "");
    expect(operation?.parameters.map(({ name, schema }) => [name, schema])).toEqual([
      ["user_id", { type: "string" }],
      ["id", {}],
    ]);
  });

  it("takes the body in JSON, whatever JSON is called", () => {
    expect(put?.body).toEqual({ mediaType: "application/vnd.x+json; v=1", schema: { type: "object" } });
    expect(post?.body?.mediaType).toBe("application/x-www-form-urlencoded");
  });

  it("knows which operations need credentials: not those without, and not those where they are optional", () => {
    expect([get, put, post].map((one) => one?.isSecured)).toEqual([false, false, true]);
  });
});

describe("resolveReference", () => {
  const document: JsonObject = { a: { "b/c~d": [{ e: 1 }] }, one: { $ref: "#/two" }, two: { $ref: "#/one" } };

  it("follows a pointer with escapes, and several in a row", () => {
    expect(resolveReference({ ...document, f: { $ref: "#/a/b~1c~0d/0" } }, { $ref: "#/f" })).toEqual({
      e: 1,
    });
  });

  it.each(["#/nowhere", "#/one", "other.json#/a", "#/__proto__", "#/a/b%ZZ"])(
    "finds nothing at %s",
    ($ref) => {
      expect(resolveReference(document, { $ref })).toBeUndefined();
    },
  );

  it("says what is outside", () => {
    expect(findExternalReference({ x: [{ $ref: "#/a" }, { y: { $ref: "other.json" } }] })).toBe("other.json");
    expect(findExternalReference(document)).toBeUndefined();
  });
});
