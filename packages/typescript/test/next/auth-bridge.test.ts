import { NextRequest } from "next/server.js";
import { describe, expect, expectTypeOf, it, vi } from "vitest";
import {
  ConfigurationError,
  createRevocations,
  type KeySource,
  type Principal,
  type Refusal,
  type RevocationTransport,
  sharedSecret,
} from "../../src/index.js";
import { createAuthBridge, type RouteHandler } from "../../src/next/index.js";
import { issueTestToken } from "../../src/testing/index.js";
import { brokenKeys, lateKeys } from "../support/adapter/keys.js";
import { NO_ERRORS } from "../support/adapter/no-error.js";
import { replacePromise } from "../support/replaced-promise.js";
import { AUDIENCE, ISSUER, SECRET } from "../support/settings.js";

const SETTINGS = { issuer: ISSUER, audience: AUDIENCE, keys: sharedSecret(SECRET) };
const POLICY = { secret: SECRET, issuer: ISSUER, audience: AUDIENCE };
const ANN = `Bearer ${issueTestToken({ ...POLICY, userId: "ann" })}`;

function setUp(keys: KeySource = SETTINGS.keys) {
  const refusals: Refusal[] = [];
  const auth = createAuthBridge(() => ({ ...SETTINGS, keys, log: (refusal) => void refusals.push(refusal) }));
  const handler = vi.fn((_: NextRequest, { principal }: { principal: Principal | undefined }) =>
    Response.json(principal?.userId ?? null),
  );
  return { auth, handler, refusals };
}

/** What a route handler is called with. */
function call<Params>(route: RouteHandler<Params>, params: Params, authorization?: string) {
  const headers = authorization === undefined ? {} : { authorization };
  return route(new NextRequest("http://localhost/api", { headers }), { params: Promise.resolve(params) });
}

type Settled = ReturnType<typeof setUp>;
const GUARDED = {
  withPrincipal: ({ auth, handler }: Settled) => auth.withPrincipal<{ user_id: string }>(handler),
  withOptionalPrincipal: ({ auth, handler }: Settled) =>
    auth.withOptionalPrincipal<{ user_id: string }>(handler),
  withPathOwner: ({ auth, handler }: Settled) => auth.withPathOwner(handler),
};
const BAD = `${ANN}x`;
const CASES = [
  ["withPrincipal", ANN, 200, "ann"],
  ["withPrincipal", undefined, 401, "token_missing"],
  ["withPrincipal", "Basic YTpi", 401, "token_missing"],
  ["withPrincipal", BAD, 401, "token_invalid"],
  ["withOptionalPrincipal", ANN, 200, "ann"],
  ["withOptionalPrincipal", undefined, 200, null],
  ["withOptionalPrincipal", BAD, 401, "token_invalid"],
  ["withPathOwner", ANN, 200, "ann"],
  ["withPathOwner", undefined, 401, "token_missing"],
] as const;

describe("createAuthBridge", () => {
  it("lets the first request wait until revocations were heard, and listens from then on", async () => {
    const said: string[] = [];
    let heard = () => {};
    let runs = 0;
    const transport: RevocationTransport = {
      run: (sink) =>
        new Promise(() => {
          runs += 1;
          heard = () => {
            sink.add({ sid: "ended", until: Date.now() / 1000 + 300 });
            sink.heard();
          };
        }),
    };
    const revocations = createRevocations({ transport });
    const auth = createAuthBridge(() => ({
      ...SETTINGS,
      revocations,
      log: ({ code }) => void said.push(code),
    }));
    const route = auth.withPrincipal(() => Response.json("let in"));
    expect(runs).toBe(0);
    const first = call(route, {}, ANN);
    await vi.waitFor(() => expect(runs).toBe(1));
    heard();
    expect((await first).status).toBe(200);
    const ended = issueTestToken({ ...POLICY, userId: "ann", sessionId: "ended" });
    expect((await call(route, {}, `Bearer ${ended}`)).status).toBe(401);
    expect(said).toEqual(["token_revoked"]);
    expect(runs).toBe(1);
    expect(auth.metrics()).toMatchObject({ revocationsHeld: 1 });
    revocations.close();
  });

  it("answers 503 after some seconds when nothing is heard", async () => {
    vi.useFakeTimers();
    const revocations = createRevocations({ transport: { run: () => new Promise(() => {}) } });
    const auth = createAuthBridge(() => ({ ...SETTINGS, revocations, log: () => {} }));
    const answer = call(
      auth.withPrincipal(() => Response.json("let in")),
      {},
      ANN,
    );
    await vi.advanceTimersByTimeAsync(5000);
    vi.useRealTimers();
    expect((await answer).status).toBe(503);
    revocations.close();
  });

  it.each(CASES)("%s answers %s with %i %s", async (guard, authorization, status, said) => {
    const settled = setUp();
    const { handler, refusals } = settled;
    const response = await call(GUARDED[guard](settled), { user_id: "ann" }, authorization);
    expect(response.status).toBe(status);
    const body: unknown = await response.json();
    if (status === 200) expect(body).toBe(said);
    else expect(body).toMatchObject({ status, code: said });
    expect(handler).toHaveBeenCalledTimes(status === 200 ? 1 : 0);
    expect(refusals.map(({ code }) => code)).toEqual(status === 200 ? [] : [said]);
  });

  it.each(CASES)("%s answers %s alike where another class is the global Promise", async (...each) => {
    const [guard, authorization, status] = each;
    const settled = setUp(lateKeys());
    replacePromise();
    for (const _ of ["first", "again"]) {
      const response = await call(GUARDED[guard](settled), { user_id: "ann" }, authorization);
      expect(response.status).toBe(status);
    }
    expect(settled.handler).toHaveBeenCalledTimes(status === 200 ? 2 : 0);
  });

  it.each(NO_ERRORS)("fails with an Error when what is thrown is none: %j", async (thrown) => {
    const { auth, handler } = setUp(brokenKeys(thrown));
    const answer = call(auth.withPrincipal(handler), {}, ANN);
    await expect(answer).rejects.toMatchObject({ message: "The guard failed", cause: thrown });
    expect(handler).not.toHaveBeenCalled();
  });

  it("answers a refusal as the error says: status, challenge, body, never stored", async () => {
    const { auth, handler } = setUp();
    const response = await call(auth.withPrincipal(handler), {}, BAD);
    expect(Object.fromEntries(response.headers)).toEqual({
      "cache-control": "no-store",
      "content-type": "application/problem+json",
      "www-authenticate": 'Bearer error="invalid_token"',
    });
  });

  // Next has decoded the parameter; decoding it again would let %2561nn pass for ann.
  it.each(["bob", "Ann", "ann ", "%61nn", "", "ａnn"])("is no owner of the path of %j", async (userId) => {
    const { auth, handler } = setUp();
    const response = await call(auth.withPathOwner(handler), { user_id: userId }, ANN);
    expect(response.status).toBe(403);
    expect(handler).not.toHaveBeenCalled();
  });

  it.each([
    ["no dynamic segment", undefined],
    ["another parameter", { id: "ann" }],
    ["a catch-all", { user_id: ["ann"] }],
  ])("fails loudly where the path has %s", async (_, params) => {
    const { auth, handler } = setUp();
    const answer = call(auth.withPathOwner(handler), params as never, ANN);
    await expect(answer).rejects.toMatchObject({ code: "path_parameter_missing" });
    expect(handler).not.toHaveBeenCalled();
  });

  it("serves a route without dynamic segments, which Next gives no params", async () => {
    const { auth, handler } = setUp();
    expect((await call(auth.withPrincipal(handler), undefined as never, ANN)).status).toBe(200);
  });

  it("hands the handler its arguments and the caller", async () => {
    const { auth } = setUp();
    const request = new NextRequest("http://localhost/api", { headers: { authorization: ANN } });
    const params = Promise.resolve({ user_id: "ann", task_id: "7" });
    const route = auth.withPathOwner<{ user_id: string; task_id: string }>(async (given, context) => {
      expect(given).toBe(request);
      expect(context.params).toBe(params);
      return Response.json([(await context.params).task_id, context.principal.userId]);
    });
    expect(await (await route(request, { params })).json()).toEqual(["7", "ann"]);
  });

  it("lets what the handler throws through", async () => {
    const { auth } = setUp();
    const route = auth.withPrincipal(() => {
      throw new Error("NEXT_REDIRECT");
    });
    await expect(call(route, {}, ANN)).rejects.toThrow("NEXT_REDIRECT");
  });

  it("reads settings once, and not before they are needed", async () => {
    const { handler } = setUp();
    const read = vi.fn(() => SETTINGS);
    const auth = createAuthBridge(read);
    const route = auth.withPrincipal(handler);
    expect(read).not.toHaveBeenCalled();
    await call(route, {}, ANN);
    await call(route, {}, ANN);
    expect(read).toHaveBeenCalledTimes(1);
  });

  it("says at once that it wants a function", () => {
    // @ts-expect-error: the settings themselves, as every other adapter takes them
    const create = () => createAuthBridge(SETTINGS);
    expect(create).toThrow(ConfigurationError);
    expect(create).toThrow("Write createAuthBridge(readEnvironment)");
  });

  it("refuses settings that cannot work", async () => {
    const { handler } = setUp();
    const bad = { ...SETTINGS, audience: "" };
    const route = createAuthBridge(() => bad).withPrincipal(handler);
    await expect(call(route, {}, ANN)).rejects.toThrow(ConfigurationError);
    expect(handler).not.toHaveBeenCalled();
  });

  it("is typed as Next's generated types want route handlers", () => {
    const { auth } = setUp();
    type Route<Params> = (request: NextRequest, context: { params: Promise<Params> }) => Promise<Response>;
    // biome-ignore lint/complexity/noBannedTypes: so Next writes the parameters of a route that has none
    type None = {};
    const answer = () => new Response();
    expectTypeOf(auth.withPrincipal(answer)).toExtend<Route<None>>();
    expectTypeOf(auth.withPrincipal(answer)).toExtend<Route<{ slug: string[] }>>();
    expectTypeOf(auth.withOptionalPrincipal(answer)).toExtend<Route<None>>();
    expectTypeOf(auth.withPathOwner(answer)).toExtend<Route<{ user_id: string; task_id: string }>>();
    // The path has no user_id, or many: next build refuses the route.
    expectTypeOf(auth.withPathOwner(answer)).not.toExtend<Route<None>>();
    expectTypeOf(auth.withPathOwner(answer)).not.toExtend<Route<{ user_id: string[] }>>();
    auth.withPrincipal((_, { principal }) => {
      expectTypeOf(principal).toEqualTypeOf<Principal>();
      return answer();
    });
    auth.withOptionalPrincipal((_, { principal }) => {
      expectTypeOf(principal).toEqualTypeOf<Principal | undefined>();
      return answer();
    });
    auth.withPathOwner(async (_, { params, principal }) => {
      expectTypeOf(await params).toEqualTypeOf<{ user_id: string }>();
      expectTypeOf(principal).toEqualTypeOf<Principal>();
      return answer();
    });
    type Context = { params: Promise<{ user_id: string; task_id: string }> };
    const annotated = auth.withPathOwner(async (_, { params }: Context & { principal: Principal }) =>
      Response.json((await params).task_id),
    );
    expectTypeOf(annotated).toEqualTypeOf<RouteHandler<{ user_id: string; task_id: string }>>();
  });
});
