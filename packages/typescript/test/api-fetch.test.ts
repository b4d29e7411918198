import type { IncomingMessage, ServerResponse } from "node:http";
import { afterEach, describe, expect, it, vi } from "vitest";
import { createApiFetch } from "../src/api-fetch.js";
import { createTokenClient } from "../src/client/index.js";
import { issueTestToken } from "../src/testing/index.js";
import { serve } from "./support/auth-server.js";
import { AUDIENCE, ISSUER, SECRET } from "./support/settings.js";

afterEach(() => vi.unstubAllGlobals());

interface Seen {
  readonly method: string | undefined;
  readonly authorization: string | undefined;
  readonly test: string | string[] | undefined;
  readonly body: string;
}

type Answer = (response: ServerResponse, n: number, authorization: string | undefined) => void;

/** A server that remembers what it was sent. */
async function listen(answer: Answer = (response) => response.end("ok")) {
  const seen: Seen[] = [];
  const origin = await serve(async (request: IncomingMessage, response) => {
    let body = "";
    for await (const chunk of request) body += chunk;
    const { authorization, "x-test": test } = request.headers;
    seen.push({ method: request.method, authorization, test, body });
    answer(response, seen.length, authorization);
  });
  return { origin, seen };
}

function problem(response: ServerResponse, code: string, type = "application/problem+json"): void {
  response.writeHead(401, { "content-type": type }).end(JSON.stringify({ status: 401, code }));
}

/** An API, a token endpoint that gives a new token each time, or none, or cannot tell, and the client between. */
async function setUp(answer?: Answer, signedIn: (n: number) => string | false | undefined = () => "ann") {
  const api = await listen(answer);
  const issued: string[] = [];
  let asked = 0;
  const tokenUrl = await serve((_, response) => {
    asked += 1;
    const userId = signedIn(asked);
    if (userId === false) return response.writeHead(401).end();
    if (userId === undefined) return response.writeHead(503).end();
    const token = issueTestToken({ secret: SECRET, issuer: ISSUER, audience: AUDIENCE, userId });
    issued.push(`Bearer ${token}`);
    return response.end(JSON.stringify({ token }));
  });
  return {
    api,
    issued,
    asked: () => asked,
    tokens: createTokenClient({ apiUrl: `${api.origin}/v1`, tokenUrl }),
  };
}

const refusedOnce =
  (code: string): Answer =>
  (response, n) =>
    n === 1 ? problem(response, code) : response.end("ok");

describe("where the token goes", () => {
  it("bearer attached: to the API, whatever the shape of the request", async () => {
    const { api, issued, tokens } = await setUp();
    const headers = { "x-test": "kept" };
    await tokens.fetch(`${api.origin}/a`, { headers });
    await tokens.fetch(new URL("/b", api.origin), { headers: new Headers(headers) });
    await tokens.fetch(new Request(`${api.origin}/c`, { method: "POST", headers, body: "text" }));
    await tokens.fetch(new Request(`${api.origin}/d`), {
      method: "PUT",
      headers: [["x-test", "kept"]],
      body: "text",
    });
    expect(api.seen.map(({ method, test, body }) => [method, test, body])).toEqual([
      ["GET", "kept", ""],
      ["GET", "kept", ""],
      ["POST", "kept", "text"],
      ["PUT", "kept", "text"],
    ]);
    for (const { authorization } of api.seen) expect(authorization).toBe(issued[0]);
  });

  it("to no other origin, and none is even fetched for it", async () => {
    const other = await listen();
    const { tokens, asked } = await setUp();
    await tokens.fetch(`${other.origin}/a`);
    await tokens.fetch(new Request(other.origin));
    await tokens.fetch("data:text/plain,hello");
    expect(other.seen.map(({ authorization }) => authorization)).toEqual([undefined, undefined]);
    expect(asked()).toBe(0);
  });

  it.each([
    "http://api.example.evil.example",
    "http://api.example:81",
    "https://api.example",
    "http://xapi.example",
  ])("not to %s, which only resembles http://api.example", async (url) => {
    const sent: (RequestInit | undefined)[] = [];
    const tokens = createTokenClient({
      apiUrl: "http://api.example",
      fetch: async (_, init) => {
        sent.push(init);
        return new Response("ok");
      },
    });
    await tokens.fetch(url);
    expect(sent).toEqual([undefined]);
  });

  it("not across a redirect", async () => {
    const other = await listen();
    const { tokens, api } = await setUp((response) =>
      response.writeHead(307, { location: other.origin }).end(),
    );
    await expect(tokens.fetch(api.origin)).rejects.toThrow(TypeError);
    await expect(tokens.fetch(api.origin, { redirect: "follow" })).rejects.toThrow(TypeError);
    await expect(tokens.fetch(new Request(api.origin))).rejects.toThrow(TypeError);
    expect((await tokens.fetch(api.origin, { redirect: "manual" })).status).toBe(307);
    expect(other.seen).toEqual([]);
  });

  it("not to where its caller's objects point after the call", async () => {
    const other = await listen();
    const { tokens, api, issued } = await setUp(refusedOnce("token_expired"));
    const url = new URL(`${api.origin}/a`);
    const texts = [`${api.origin}/b`];
    const headers = new Headers({ "x-test": "kept" });
    const init: RequestInit = { headers };
    const calls = [
      tokens.fetch(url, init),
      tokens.fetch({ toString: () => texts.shift() ?? other.origin } as string, init),
    ];
    url.port = new URL(other.origin).port;
    headers.set("x-test", "changed");
    init.method = "DELETE";
    await Promise.all(calls);
    expect(other.seen).toEqual([]);
    expect(api.seen.map(({ method, test }) => [method, test])).toEqual(Array(3).fill(["GET", "kept"]));
    expect(new Set(api.seen.map(({ authorization }) => authorization))).toEqual(new Set(issued));
  });

  it("to a relative address as the page itself resolves it", async () => {
    const { tokens, api, issued } = await setUp();
    vi.stubGlobal("location", { href: "https://page.example/" });
    await expect(tokens.fetch("/a")).rejects.toThrow();
    vi.stubGlobal("location", { href: api.origin });
    await tokens.fetch("/a");
    vi.stubGlobal("document", { baseURI: "data:text/plain," });
    await expect(tokens.fetch("/a")).rejects.toThrow(TypeError);
    expect(api.seen.map(({ authorization }) => authorization)).toEqual(issued);
  });

  it("not where the caller set Authorization", async () => {
    const { api, tokens, asked } = await setUp(refusedOnce("token_invalid"));
    const response = await tokens.fetch(api.origin, { headers: { Authorization: "Bearer own" } });
    expect(response.status).toBe(401);
    expect(api.seen.map(({ authorization }) => authorization)).toEqual(["Bearer own"]);
    expect(asked()).toBe(0);
  });

  it("nowhere when nobody is signed in: the API answers as it answers anybody", async () => {
    const { api, tokens } = await setUp(
      (response) => problem(response, "token_missing"),
      () => false,
    );
    const response = await tokens.fetch(api.origin);
    expect(response.status).toBe(401);
    expect(await response.json()).toMatchObject({ code: "token_missing" });
    expect(api.seen.map(({ authorization }) => authorization)).toEqual([undefined]);
  });
});

describe("after a 401", () => {
  it.each(["token_expired", "token_invalid"])("%s: sent once more with a new token", async (code) => {
    const { api, issued, tokens } = await setUp(refusedOnce(code));
    const response = await tokens.fetch(api.origin, { method: "POST", body: "text" });
    expect(await response.text()).toBe("ok");
    expect(api.seen.map(({ authorization }) => authorization)).toEqual(issued);
    expect(api.seen.map(({ body }) => body)).toEqual(["text", "text"]);
    expect(issued).toHaveLength(2);
  });

  it("sent once more and never twice", async () => {
    const { api, tokens } = await setUp((response) => problem(response, "token_expired"));
    const response = await tokens.fetch(api.origin);
    expect(await response.json()).toMatchObject({ code: "token_expired" });
    expect(api.seen).toHaveLength(2);
  });

  it("by the challenge where the body says nothing", async () => {
    const { api, tokens } = await setUp((response, n) =>
      n === 1
        ? response.writeHead(401, { "www-authenticate": 'Bearer realm="x", error="invalid_token"' }).end("no")
        : response.end("ok"),
    );
    expect((await tokens.fetch(api.origin)).status).toBe(200);
  });

  it.each<[string, Answer]>([
    ["token_missing", (response) => problem(response, "token_missing")],
    ["another code", (response) => problem(response, "password_wrong")],
    ["a bare challenge", (response) => response.writeHead(401, { "www-authenticate": "Bearer" }).end()],
    [
      "another scheme's challenge",
      (response) => response.writeHead(401, { "www-authenticate": "Basic" }).end(),
    ],
    ["a broken body", (response) => response.writeHead(401, { "content-type": "application/json" }).end("{")],
    ["403", (response) => response.writeHead(403).end(JSON.stringify({ code: "token_invalid" }))],
  ])("not for %s", async (_, answer) => {
    const { api, tokens } = await setUp(answer);
    await tokens.fetch(api.origin);
    expect(api.seen).toHaveLength(1);
  });

  it("a revoked token too: after a change of the password the session may go on", async () => {
    const { api, issued, tokens } = await setUp(refusedOnce("token_revoked"));
    expect((await tokens.fetch(api.origin)).status).toBe(200);
    expect(api.seen.map(({ authorization }) => authorization)).toEqual(issued);
    expect(issued).toHaveLength(2);
  });

  it("not a revoked one whose session has ended: signed out from then on", async () => {
    const { api, issued, tokens } = await setUp(refusedOnce("token_revoked"), (n) => n === 1 && "ann");
    const response = await tokens.fetch(api.origin);
    expect(await response.json()).toMatchObject({ code: "token_revoked" });
    expect(await tokens.getToken()).toBeNull();
    await tokens.fetch(api.origin);
    expect(api.seen.map(({ authorization }) => authorization)).toEqual([issued[0], undefined]);
  });

  it("not when the session has ended meanwhile: the first answer stands", async () => {
    const { api, tokens } = await setUp(refusedOnce("token_expired"), (n) => n === 1 && "ann");
    const response = await tokens.fetch(api.origin);
    expect(await response.json()).toMatchObject({ code: "token_expired" });
    expect(api.seen).toHaveLength(1);
  });

  it("not when nobody can say whether it has: that is no 401", async () => {
    const { api, tokens } = await setUp(refusedOnce("token_expired"), (n) => (n === 1 ? "ann" : undefined));
    const failure = { name: "TokenRequestError", status: 503 };
    await expect(tokens.fetch(api.origin)).rejects.toMatchObject(failure);
    expect(api.seen).toHaveLength(1);
  });

  it("then no body is left waiting to be read, neither the answer's nor the request's", async () => {
    const dropped: string[] = [];
    const body = (name: string) =>
      new ReadableStream({
        cancel: () => {
          dropped.push(name);
          throw new Error("no concern of the caller's");
        },
      });
    const send = createApiFetch({
      apiOrigin: "http://api.example",
      fetch: async (target) => {
        // As much of it as the API has taken.
        void (target as Request).body?.cancel().catch(() => {});
        const headers = { "www-authenticate": 'Bearer error="invalid_token"' };
        return new Response(body("answer"), { status: 401, headers });
      },
      getToken: async () => "a.b.c",
      renewToken: () => Promise.reject(new Error("nobody can say")),
    });
    const init = { method: "POST", body: body("request"), duplex: "half" } as RequestInit;
    await expect(send(new Request("http://api.example", init))).rejects.toThrow("nobody can say");
    expect(dropped).toEqual(["answer", "request"]);
  });

  it("not as another user: the cookie was changed by something that told nobody", async () => {
    const { api, issued, tokens } = await setUp(refusedOnce("token_expired"), (n) =>
      n === 1 ? "ann" : "bob",
    );
    const response = await tokens.fetch(api.origin, { method: "POST", body: "from ann" });
    expect(await response.json()).toMatchObject({ code: "token_expired" });
    expect(api.seen.map(({ authorization }) => authorization)).toEqual([issued[0]]);
    // A call of its own is sent as whoever the cookie belongs to.
    await tokens.fetch(api.origin);
    expect(api.seen.map(({ authorization }) => authorization)).toEqual(issued);
  });

  it("a Request's body is sent again too", async () => {
    const { api, tokens } = await setUp(refusedOnce("token_expired"));
    const request = new Request(api.origin, { method: "PATCH", body: "text", headers: { "x-test": "kept" } });
    expect((await tokens.fetch(request)).status).toBe(200);
    expect(api.seen.map(({ method, body, test }) => [method, body, test])).toEqual([
      ["PATCH", "text", "kept"],
      ["PATCH", "text", "kept"],
    ]);
  });

  it("a stream is sent once: it cannot be read again", async () => {
    const { api, tokens } = await setUp(refusedOnce("token_expired"));
    const body = new Blob(["text"]).stream();
    const response = await tokens.fetch(api.origin, { method: "POST", body, duplex: "half" } as RequestInit);
    expect(response.status).toBe(401);
    expect(api.seen).toHaveLength(1);
  });

  it("many refused at once share one new token", async () => {
    let stale: string | undefined;
    const { api, issued, tokens } = await setUp((response, _, authorization) => {
      stale ??= authorization;
      return authorization === stale ? problem(response, "token_expired") : response.end("ok");
    });
    const answers = await Promise.all(Array.from({ length: 20 }, () => tokens.fetch(api.origin)));
    expect(answers.map(({ status }) => status)).toEqual(Array(20).fill(200));
    expect(issued).toHaveLength(2);
  });

  it("an aborted request rejects as fetch does", async () => {
    const { api, tokens } = await setUp();
    await expect(tokens.fetch(api.origin, { signal: AbortSignal.abort() })).rejects.toMatchObject({
      name: "AbortError",
    });
  });
});
