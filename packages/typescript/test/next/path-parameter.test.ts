import { expect, it } from "vitest";
import { findUserId } from "../../src/next/path-parameter.js";

const TASKS = "/api/[user_id]/tasks";

it.each([
  ["/api/ann/tasks", TASKS],
  ["/api/ann/tasks/?user_id=bob", TASKS],
  ["/api/%61nn/tasks", TASKS],
  ["/docs/en/api/ann/tasks", TASKS],
  ["http://api.example/api/ann/tasks", TASKS],
  ["/ann", "/[user_id]"],
  ["/base/ann", "/[user_id]"],
  ["/api/7/ann/tasks", "/api/[list]/[user_id]/tasks"],
  ["/api/ann/a/b", "/api/[user_id]/[...rest]"],
  ["/api/ann", "/api/[user_id]/[[...rest]]"],
  ["/api/ann/a", "/api/[user_id]/[[...rest]]"],
  ["/v1.0/ann", "/v1.0/[user_id]"],
])("finds ann in %s for the route %s", (target, route) => {
  expect(findUserId({ user_id: "ann" }, target, route)).toBe("ann");
});

// Next believes the query of whoever asks, unless it was built in the folder in which it is started.
it.each([
  ["/api/bob/tasks?nxtPuser_id=ann", TASKS],
  ["/api/bob/tasks?/api/ann/tasks", TASKS],
  ["/api/[user_id]/tasks?nxtPuser_id=ann", TASKS],
  ["/api/%2561nn/tasks", TASKS],
  ["/api/%FF/tasks", TASKS],
  ["/api/ann/bob/tasks", TASKS],
  ["/u/ann", TASKS],
  ["/v1x0/ann", "/v1.0/[user_id]"],
  ["/api/bob/api/ann", "/api/[user_id]/[...rest]"],
  ["", TASKS],
])("finds nobody in %s for the route %s, whatever the parameters say", (target, route) => {
  expect(findUserId({ user_id: "ann" }, target, route)).toBe("");
});

it("takes for no id what is not the text of one segment, and outside Next what the caller says", () => {
  expect(findUserId(undefined, "/api/ann/tasks", TASKS)).toBeUndefined();
  expect(findUserId({ user_id: ["ann"] }, "/ann", "/[...user_id]")).toEqual(["ann"]);
  expect(findUserId({ user_id: "ann" }, "http://localhost/", undefined)).toBe("ann");
});
