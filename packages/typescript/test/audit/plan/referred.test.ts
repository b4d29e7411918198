import { describe, expect, it } from "vitest";
import { listOperations } from "../../../src/audit/openapi/operations.js";
import type { JsonObject } from "../../../src/audit/openapi/references.js";
import { type Planned, planApi } from "../../../src/audit/plan/api.js";

const ID = { type: "string", format: "uuid" };
const bodyOf = (properties: object, required: readonly string[] = []) => ({
  requestBody: {
    content: { "application/json": { schema: { type: "object", properties, required: [...required] } } },
  },
});
const inQuery = (name: string, required: boolean, schema: object = ID) => ({
  name,
  in: "query",
  required,
  schema,
});
const inPath = (name: string) => ({ name, in: "path", required: true, schema: ID });

/** An operation beside two kinds of objects. */
function planned(path: string, method: string, described: object): Planned {
  const paths = {
    "/projects": { post: bodyOf({ name: { type: "string" } }) },
    "/projects/{project_id}/notes": { parameters: [inPath("project_id")], get: {}, post: bodyOf({}) },
    "/notes/{note_id}": { parameters: [inPath("note_id")], get: {} },
    [path]: { [method]: described },
  };
  const document = JSON.parse(JSON.stringify({ openapi: "3.1.0", paths })) as JsonObject;
  const found = planApi(document, listOperations(document, "")).operations.find((one) => one.path === path);
  if (found === undefined) throw new Error("The operation is missing");
  return found;
}

const PROJECT = "POST /projects";
const NOTE = "POST /projects/{project_id}/notes";

describe("what a body names", () => {
  it.each<[string, object, string[]]>([
    ["a member", { project_id: ID }, [PROJECT]],
    ["in another case", { projectId: ID }, [PROJECT]],
    ["more than one", { projectIds: { type: "array", items: ID } }, [PROJECT]],
    ["a name that ends so", { source_project_id: ID }, [PROJECT]],
    ["a UUID called after it", { project: ID }, [PROJECT]],
    ["ids alone, by the path", { ids: { type: "array", items: ID } }, [NOTE]],
    ["an object of its kind", { project: { type: "object", properties: { id: ID } } }, [PROJECT]],
    ["objects in an array", { projects: { type: "array", items: { properties: { id: ID } } } }, [PROJECT]],
    [
      "deep, and wrapped",
      { data: { type: "object", properties: { project: { properties: { id: ID } } } } },
      [PROJECT],
    ],
    ["two kinds", { project_id: ID, id: ID }, [PROJECT, NOTE]],
    ["a text of that name", { project: { type: "string" } }, []],
    ["a user", { user_id: ID, members: { type: "array", items: ID } }, []],
    ["what nothing makes", { folder_id: ID }, []],
  ])("%s", (_, properties, names) => {
    expect(planned("/notes/move", "post", bodyOf(properties)).names).toEqual(names);
  });

  it("several at once, or one", () => {
    const several = (properties: object) => planned("/notes/move", "post", bodyOf(properties)).namesSeveral;
    expect(several({ ids: { type: "array", items: ID } })).toBe(true);
    expect(several({ id: ID, tags: { type: "array", items: { type: "string" } } })).toBe(false);
  });

  it("of a new object, its own id is no reference; its parent is, but need not be there before", () => {
    const folders = { get: {}, post: bodyOf({ id: ID, parent_id: ID }) };
    const paths = {
      "/folders": folders,
      "/folders/{folder_id}": { parameters: [inPath("folder_id")], get: {} },
    };
    const document = JSON.parse(JSON.stringify({ openapi: "3.1.0", paths })) as JsonObject;
    const { operations } = planApi(document, listOperations(document, ""));
    const post = operations.find(({ method }) => method === "POST");
    expect(post).toMatchObject({ names: ["POST /folders"], uses: [] });
  });
});

it("a query names what it needs, and what it may be asked for", () => {
  const parameters = [inQuery("id", true), inQuery("project_id", false), inQuery("member_id", false)];
  const found = planned("/notes", "delete", { parameters });
  expect(found).toMatchObject({ names: [NOTE], uses: [PROJECT, NOTE], namesSeveral: true });
  expect([...found.asks]).toEqual([["project_id", PROJECT]]);
  expect([...found.people]).toEqual(["member_id"]);
});

it("who must be named below an object is given something; who is named elsewhere has it", () => {
  const member = bodyOf({ user_id: ID }, ["user_id"]);
  const below = { parameters: [inPath("project_id")], ...member };
  expect(planned("/projects/{project_id}/members", "post", below).grants).toBe(true);
  expect(planned("/tasks", "post", member).grants).toBe(false);
  const optional = { parameters: [inPath("project_id")], ...bodyOf({ user_id: ID }) };
  expect(planned("/projects/{project_id}/labels", "post", optional).grants).toBe(false);
});
