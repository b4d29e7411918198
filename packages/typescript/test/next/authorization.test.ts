import { type IncomingMessage, request as open } from "node:http";
import { workAsyncStorage } from "next/dist/server/app-render/work-async-storage.external.js";
import { NodeNextRequest } from "next/dist/server/base-http/node.js";
import { NextRequestAdapter } from "next/dist/server/web/spec-extension/adapters/next-request.js";
import { beforeAll, describe, expect, it } from "vitest";
import { type Refusal, sharedSecret } from "../../src/index.js";
import { createAuthBridge } from "../../src/next/index.js";
import { issueTestToken } from "../../src/testing/index.js";
import { serve } from "../support/auth-server.js";
import { AUDIENCE, ISSUER, SECRET } from "../support/settings.js";

const refusals: Refusal[] = [];
const auth = createAuthBridge(() => ({
  issuer: ISSUER,
  audience: AUDIENCE,
  keys: sharedSecret(SECRET),
  log: (refusal) => void refusals.push(refusal),
}));
const GET = auth.withOptionalPrincipal((_, { principal }) => Response.json(principal?.userId ?? null));
const ANN = `Bearer ${issueTestToken({ secret: SECRET, issuer: ISSUER, audience: AUDIENCE, userId: "ann" })}`;

/** Answer as Next's server does: its own conversion of the request, its own storage around the handler. */
function handle(request: IncomingMessage): Promise<Response> {
  const converted = NextRequestAdapter.fromNodeNextRequest(
    new NodeNextRequest(request),
    new AbortController().signal,
  );
  const work = { route: "/api/[user_id]/tasks" } as never;
  return workAsyncStorage.run(work, () => GET(converted, { params: Promise.resolve({}) }));
}

/** The status that a server answers a request with, whose Authorization headers are these. */
function statusOf(...values: string[]): Promise<string> {
  return statusWith(() => {}, values);
}

async function statusWith(onArrival: () => void, values: readonly string[]): Promise<string> {
  const origin = await serve((request, response) => {
    onArrival();
    handle(request).then(
      ({ status }) => response.writeHead(status).end(),
      (error) => response.writeHead(500, error.code).end(),
    );
  });
  const headers = ["Host", new URL(origin).host, ...values.flatMap((value) => ["Authorization", value])];
  const answer = await new Promise<IncomingMessage>((resolve, reject) => {
    open(origin, { headers, agent: false }, resolve).on("error", reject).end();
  });
  answer.resume();
  return `${answer.statusCode} ${answer.statusMessage}`;
}

describe("before start()", () => {
  it("answers nobody, so that forgetting it is seen", async () => {
    expect(await statusOf(ANN)).toBe("500 bridge_not_started");
    expect(await statusOf()).toBe("500 bridge_not_started");
  });

  // Next prerenders routes in its build, where nothing is started, and gives up when they read a request's headers.
  it("reads the headers first, so that a build goes on", async () => {
    const dynamic = new Error("a dynamic route");
    const request = {
      get headers(): Headers {
        throw dynamic;
      },
    } as never;
    const build = workAsyncStorage.run({ route: "/" } as never, () =>
      GET(request, { params: Promise.resolve({}) }),
    );
    await expect(build).rejects.toBe(dynamic);
  });

  // What cannot be helped: Next listens before it calls register(), and what arrives by then waits.
  it("has not seen what arrived before it: such a request is judged by its first header", async () => {
    expect(await statusWith(() => auth.start(), [ANN, "Bearer x"])).toBe("200 OK");
    expect(await statusOf(ANN, "Bearer x")).toBe("401 Unauthorized");
  });
});

describe("after start()", () => {
  beforeAll(() => auth.start());

  it.each([
    ["one good", [ANN], "200 OK"],
    ["none", [], "200 OK"],
    ["one of another scheme that looks like two", ["Basic a, Basic b"], "200 OK"],
    ["two good", [ANN, ANN], "401 Unauthorized"],
    ["a good and a bad", [ANN, "Bearer x"], "401 Unauthorized"],
    ["an empty and a good", ["", ANN], "401 Unauthorized"],
    ["a good and an empty", [ANN, ""], "401 Unauthorized"],
    ["two of another scheme", ["Basic YTpi", "Basic YTpi"], "401 Unauthorized"],
    ["two empty", ["", ""], "401 Unauthorized"],
    ["three", [ANN, ANN, ANN], "401 Unauthorized"],
  ])("%s: %s", async (_, values, status) => {
    refusals.length = 0;
    expect(await statusOf(...values)).toBe(status);
    const reasons = refusals.map(({ reason }) => reason);
    expect(reasons).toEqual(status === "200 OK" ? [] : ["many_headers: more than one Authorization header"]);
  });

  it("names the route as it was declared", async () => {
    refusals.length = 0;
    await statusOf("Bearer x");
    expect(refusals[0]?.message).toMatch(/ GET \/api\/\[user_id\]\/tasks$/);
  });

  it("changes nothing when it starts again while a request is on its way", async () => {
    refusals.length = 0;
    expect(await statusWith(() => auth.start(), [ANN, ANN])).toBe("401 Unauthorized");
    expect(refusals[0]?.reason).toMatch(/^many_headers: /);
  });
});
