import { expect, it } from "vitest";
import { findAuthorization } from "../src/raw-headers.js";

it("finds every value of the header, in any case, and nothing that only looks like it", () => {
  const rawHeaders = [
    "Host",
    "authorization",
    "AUTHORIZATION",
    "",
    "X-Authorization",
    "a",
    "authorization",
    "Bearer b",
  ];
  const headers = { authorization: "Bearer a" };
  expect(findAuthorization({ rawHeaders, headers })).toEqual(["", "Bearer b"]);
  expect(findAuthorization({ rawHeaders: ["authorizatioN", "Bearer b"], headers })).toBe("Bearer b");
  expect(findAuthorization({ rawHeaders: ["Host", "x"], headers })).toBeUndefined();
});

it("takes the headers by name where a request was made without a server", () => {
  const headers = { authorization: "Bearer a" };
  expect(findAuthorization({ rawHeaders: [], headers })).toBe("Bearer a");
  expect(findAuthorization({ headers })).toBe("Bearer a");
  expect(findAuthorization({ headers: {} })).toBeUndefined();
});
