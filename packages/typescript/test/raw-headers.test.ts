import { expect, it } from "vitest";
import { findAuthorization } from "../src/raw-headers.js";

it("finds every value of the header, in any case, and nothing that only looks like it", () => {
  const raw = [
    "Host",
    "authorization",
    "AUTHORIZATION",
    "",
    "X-Authorization",
    "a",
    "authorization",
    "Bearer b",
  ];
  expect(findAuthorization(raw)).toEqual(["", "Bearer b"]);
  expect(findAuthorization([])).toEqual([]);
});
