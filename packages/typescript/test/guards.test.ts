import { afterEach, describe, expect, it, vi } from "vitest";
import { createGuards, type GuardedRequest } from "../src/guards.js";
import { ConfigurationError } from "../src/index.js";
import { brokenKeys } from "./support/adapter/keys.js";
import { NO_ERRORS } from "./support/adapter/no-error.js";
import { NOW, settings, tokenOf } from "./support/adapter/settings.js";
import { OLD_SECRET } from "./support/settings.js";

const ROUTE = { method: "GET", route: "/api/:user_id/tasks" };
const TARGETS = ["/api/ann/tasks"];

function request(
  authorization: GuardedRequest["authorization"],
  userId?: unknown,
  targets = TARGETS,
): GuardedRequest {
  return { ...ROUTE, authorization, userId, targets };
}
const bearer = (userId: string) => `Bearer ${tokenOf(userId)}`;

describe("createGuards", () => {
  afterEach(() => void vi.restoreAllMocks());

  it("gives the caller, and logs nothing", async () => {
    const { options, refusals } = settings();
    const guards = createGuards(options);
    const caller = { principal: expect.objectContaining({ userId: "ann" }) };
    expect(await guards.principal(request(bearer("ann")))).toEqual(caller);
    expect(await guards.optionalPrincipal(request(bearer("ann")))).toEqual(caller);
    expect(await guards.optionalPrincipal(request(undefined))).toEqual({ principal: undefined });
    expect(await guards.optionalPrincipal(request("Basic YTpi"))).toEqual({ principal: undefined });
    expect(await guards.pathOwner(request(bearer("ann"), "ann"))).toEqual(caller);
    expect(refusals).toEqual([]);
  });

  it("answers a refusal with status, headers and body, and says no more than the profile", async () => {
    const guards = createGuards(settings().options);
    expect(await guards.principal(request(undefined))).toEqual({
      answer: {
        status: 401,
        headers: {
          "Content-Type": "application/problem+json",
          "Cache-Control": "no-store",
          "WWW-Authenticate": "Bearer",
        },
        body: '{"type":"about:blank","title":"Unauthorized","status":401,"detail":"Sign in to use this resource.","code":"token_missing"}',
      },
    });
    expect(await guards.pathOwner(request(bearer("ann"), "bob"))).toMatchObject({
      answer: {
        status: 403,
        headers: { "Content-Type": "application/problem+json", "Cache-Control": "no-store" },
        body: expect.stringContaining('"code":"user_mismatch"'),
      },
    });
  });

  it.each([
    ["Ann", "ann"],
    ["ann ", "ann"],
    ["", "ann"],
    ["an", "ann"],
    ["e\u0301", "\u00e9"],
    ["\uff41nn", "ann"],
    ["%61nn", "ann"],
  ])("takes the path's %j for nobody but itself", async (userId, sub) => {
    const guards = createGuards(settings().options);
    expect(await guards.pathOwner(request(bearer(sub), userId))).toMatchObject({ answer: { status: 403 } });
  });

  it.each([undefined, null, 7, ["ann"], { toString: () => "ann" }])(
    "throws when the route has no user_id that is text: %j",
    async (userId) => {
      const { options, refusals } = settings();
      const outcome = createGuards(options).pathOwner(request(bearer("ann"), userId));
      await expect(outcome).rejects.toMatchObject({ code: "path_parameter_missing" });
      await expect(outcome).rejects.toBeInstanceOf(ConfigurationError);
      await expect(outcome).rejects.toThrow(/pathOwner guards GET \/api\/:user_id\/tasks/);
      expect(refusals).toEqual([]);
    },
  );

  it("lets nobody in on a path that two readers take for two", async () => {
    const { options, refusals } = settings();
    const target = "/api/ann/../bob/tasks";
    const outcome = await createGuards(options).pathOwner(request(bearer("ann"), "ann", [target]));
    expect(outcome).toMatchObject({ answer: { status: 403 } });
    expect(refusals[0]?.reason).toMatch(/^path_user: /);
  });

  it("says 401 first: whose path it is, only a caller is told", async () => {
    const guards = createGuards(settings().options);
    for (const userId of ["bob", undefined]) {
      expect(await guards.pathOwner(request(undefined, userId))).toMatchObject({ answer: { status: 401 } });
    }
  });

  it("never takes bad credentials for none", async () => {
    const guards = createGuards(settings().options);
    for (const authorization of ["Bearer", "Bearer x.y.z", ["Basic YTpi", "Basic YTpi"], ["", ""]]) {
      expect(await guards.optionalPrincipal(request(authorization))).toMatchObject({
        answer: { status: 401 },
      });
    }
  });

  it("logs one line for a refusal: expected ones as info, others as warnings", async () => {
    const { options, refusals } = settings({ now: () => NOW + 3600 });
    const guards = createGuards(options);
    await guards.principal(request(undefined));
    await guards.principal(request(bearer("ann")));
    await guards.principal(request(`Bearer ${tokenOf("ann", { secret: OLD_SECRET })}`));
    expect(refusals.map(({ level, code }) => [level, code])).toEqual([
      ["info", "token_missing"],
      ["info", "token_expired"],
      ["warn", "token_invalid"],
    ]);
    expect(refusals[0]).toEqual({
      level: "info",
      message: `refused 401 token_missing ${refusals[0]?.reason} GET /api/:user_id/tasks`,
      status: 401,
      code: "token_missing",
      reason: expect.stringMatching(/^no_credentials: /),
      ...ROUTE,
    });
  });

  it("logs to the console unless told otherwise", async () => {
    const { options } = settings();
    const { log: _, ...rest } = options;
    const info = vi.spyOn(console, "info").mockReturnValue();
    const warn = vi.spyOn(console, "warn").mockReturnValue();
    const guards = createGuards(rest);
    await guards.principal(request(undefined));
    await guards.principal(request("Bearer x"));
    expect(info.mock.calls).toEqual([[expect.stringMatching(/^refused 401 token_missing no_credentials: /)]]);
    expect(warn.mock.calls).toEqual([[expect.stringMatching(/^refused 401 token_invalid grammar: /)]]);
  });

  it("tells the reason in the body for debug alone, and debug works on one's own machine alone", async () => {
    const { options } = settings({ debug: true });
    const outcome = await createGuards(options).principal(request(["a", "b"]));
    expect(outcome).toMatchObject({ answer: { body: expect.stringContaining('"detail":"many_headers: ') } });
    const elsewhere = { ...options, issuer: "https://app.example" };
    expect(() => createGuards(elsewhere)).toThrow(ConfigurationError);
    expect(() => createGuards({ ...elsewhere, debug: false })).not.toThrow();
  });

  it.each(NO_ERRORS)("rejects with an Error when something else is thrown: %j", async (thrown) => {
    const fail = () => {
      throw thrown;
    };
    const failed = { message: "The guard failed", cause: thrown };
    const { principal, optionalPrincipal } = createGuards(settings({ log: fail, now: fail }).options);
    for (const outcome of [principal(request(undefined)), optionalPrincipal(request(bearer("ann")))]) {
      await expect(outcome).rejects.toBeInstanceOf(Error);
      await expect(outcome).rejects.toMatchObject(failed);
    }
    const { pathOwner } = createGuards(settings({ keys: brokenKeys(thrown) }).options);
    await expect(pathOwner(request(bearer("ann"), "ann"))).rejects.toMatchObject(failed);
  });

  it("throws on what is no refusal, and does not start with settings that cannot work", async () => {
    const broken = () => {
      throw new RangeError("the clock is broken");
    };
    const guards = createGuards(settings({ now: broken }).options);
    await expect(guards.principal(request(bearer("ann")))).rejects.toThrow(RangeError);
    await expect(guards.optionalPrincipal(request(bearer("ann")))).rejects.toThrow(RangeError);
    expect(() => createGuards({ ...settings().options, audience: "" })).toThrow(ConfigurationError);
  });
});
