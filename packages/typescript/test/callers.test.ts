import { describe, expect, it } from "vitest";
import { createCallers } from "../src/callers.js";
import { ConfigurationError } from "../src/index.js";

describe("createCallers", () => {
  it("knows each request's caller, an anonymous one too", () => {
    const callers = createCallers<string | undefined>("optionalPrincipal");
    const [a, b] = [{}, {}];
    callers.keep(a, "ann");
    callers.keep(b, undefined);
    expect([callers.of(a), callers.of(b)]).toEqual(["ann", undefined]);
  });

  it("throws for a request that it has not seen, and says which guard is missing", () => {
    const callers = createCallers("pathOwner");
    expect(() => callers.of({})).toThrow(ConfigurationError);
    expect(() => callers.of({})).toThrow(/Guard the route with pathOwner/);
  });
});
