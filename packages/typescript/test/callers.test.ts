import { inspect } from "node:util";
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

  it("knows the later caller when a guard stands before a route twice", () => {
    const callers = createCallers<string>("principal");
    const request = {};
    callers.keep(request, "ann");
    callers.keep(request, "bob");
    expect(callers.of(request)).toBe("bob");
  });

  it("shows nobody the caller who looks at the request, and no guard that of another", () => {
    const [one, other] = [createCallers<string>("principal"), createCallers<string>("pathOwner")];
    const request = {};
    one.keep(request, "ann");
    expect(Reflect.ownKeys(request)).toEqual([]);
    expect(inspect(request, { showHidden: true })).toBe("{}");
    expect(() => one.of({ ...request })).toThrow(ConfigurationError);
    expect(() => other.of(request)).toThrow(ConfigurationError);
  });

  it("throws for a request that it has not seen, and says which guard is missing", () => {
    const callers = createCallers("pathOwner");
    expect(() => callers.of({})).toThrow(ConfigurationError);
    expect(() => callers.of({})).toThrow(/Guard the route with pathOwner/);
  });

  it.each([undefined, null, "GET /", 7])("throws the same for what is no request: %j", (request) => {
    const callers = createCallers("pathOwner");
    const guardMissing = expect.objectContaining({ code: "guard_missing" });
    expect(() => callers.of(request as never)).toThrow(guardMissing);
  });
});
