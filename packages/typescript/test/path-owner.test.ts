import { expect, it } from "vitest";
import { ownsPath } from "../src/path-owner.js";

it.each([
  "/api/ann/tasks",
  "/api/%61nn/tasks/%C3%A9",
  "/api/ann/.well-known/a.b/...",
  "/api/ann/.%00./%2e%2e%2e/%252e%252e/%252F",
  "/api/ann/tasks?from=../../bob&to=%2F%5c%FF",
  "http://api.example/api/ann/tasks",
])("is ann's: %s", (target) => {
  expect(ownsPath("ann", "ann", [target])).toBe(true);
});

it.each([
  "/api/ann/../bob",
  "/api/ann/..",
  "/api/ann/./tasks",
  "/api/ann/.",
  "/./api/ann",
  "/api/ann/%2e%2e/bob",
  "/api/ann/.%2E/bob",
  "/api/ann/%2e/tasks",
  "/api/ann\\..\\bob",
  "/api/ann/\\../bob",
  "/api/ann/a%2fb",
  "/api/ann%2Ftasks",
  "/api/ann%5Ctasks",
  "/api/ann/a%5cb",
  "/api/ann/%FF",
  "/api/ann/%zz",
  "/api/ann/%",
  "http://api.example/x/../api/ann/tasks",
])("is nobody's: %s", (target) => {
  expect(ownsPath("ann", "ann", [target])).toBe(false);
  expect(ownsPath("ann", "ann", ["/api/ann", target])).toBe(false);
});

it.each(["a/b", "/", "a\\b", "\\"])("an id with a slash owns no path: %s", (id) => {
  expect(ownsPath(id, id, [`/api/${id}/tasks`])).toBe(false);
});

it.each(["bob", "Ann", "ann ", ""])("is not %j's when ann calls", (userId) => {
  expect(ownsPath("ann", userId, ["/api/ann/tasks"])).toBe(false);
});
