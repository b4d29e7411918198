import { createServer, type IncomingMessage, type RequestListener } from "node:http";
import { describe, expect, it } from "vitest";
import { BudgetSpent, Client, type ClientOptions, isSettled } from "../../../src/audit/http/client.js";
import { listen } from "../../support/listen.js";

async function clientOf(handler: RequestListener, options: Partial<ClientOptions> = {}) {
  const origin = await listen(createServer(handler));
  return new Client({ origin, timeout: 5000, maxRequests: 100, ...options });
}

const GET = { method: "GET", path: "/" } as const;

async function bodyOf(request: IncomingMessage): Promise<string> {
  let text = "";
  for await (const chunk of request) text += chunk;
  return text;
}

describe("Client", () => {
  it("sends the token, and JSON or a form", async () => {
    const client = await clientOf(async (request, response) => {
      const { authorization, "content-type": type } = request.headers;
      response.setHeader("Content-Type", "application/json");
      response.end(JSON.stringify([request.method, authorization, type, await bodyOf(request)]));
    });
    const post = { method: "POST", path: "/", token: "t" } as const;
    expect((await client.send({ ...post, body: { a: 1 } })).json).toEqual([
      "POST",
      "Bearer t",
      "application/json",
      '{"a":1}',
    ]);
    const mediaType = "application/x-www-form-urlencoded";
    expect((await client.send({ ...post, body: { a: "b c", d: 2 }, mediaType })).json).toEqual([
      "POST",
      "Bearer t",
      mediaType,
      "a=b+c&d=2",
    ]);
  });

  it("follows a redirect within the origin, with method and body where they stay", async () => {
    const client = await clientOf(async (request, response) => {
      if (request.url === "/a") return response.writeHead(307, { Location: "/a/" }).end();
      if (request.url === "/b") return response.writeHead(303, { Location: "/b/" }).end();
      return response.end(`${request.method} ${request.url} ${await bodyOf(request)}`);
    });
    expect((await client.send({ method: "PUT", path: "/a", body: 1 })).text).toBe("PUT /a/ 1");
    expect((await client.send({ method: "PUT", path: "/b", body: 1 })).text).toBe("GET /b/ ");
    expect(client.sent).toBe(4);
  });

  it("never follows a redirect to another origin: the token stays here", async () => {
    let heard = 0;
    const elsewhere = await listen(createServer((_, response) => void response.end(`${++heard}`)));
    const client = await clientOf(
      (_, response) => void response.writeHead(307, { Location: elsewhere }).end(),
    );
    expect((await client.send({ method: "GET", path: "/", token: "t" })).status).toBe(307);
    expect(heard).toBe(0);
  });

  it("gives up a redirect that leads in a circle", async () => {
    const client = await clientOf((_, response) => void response.writeHead(302, { Location: "/" }).end());
    expect((await client.send({ method: "GET", path: "/" })).status).toBe(302);
  });

  it("answers 0 when nothing comes in time, or nobody is there", async () => {
    const slow = await clientOf(() => {}, { timeout: 50 });
    expect(await slow.send({ method: "GET", path: "/" })).toMatchObject({ status: 0, text: "" });
    const nobody = new Client({
      origin: "http://127.0.0.1:1",
      timeout: 1000,
      maxRequests: 9,
      wait: async () => {},
    });
    expect(await nobody.send({ method: "GET", path: "/" })).toMatchObject({ status: 0 });
  });

  it.each([
    ["an event stream", "text/event-stream", 2000],
    ["any other that does not end", "text/plain", 5000],
  ])("keeps the beginning of %s, and says that there is more", async (_, type, longest) => {
    const client = await clientOf((_, response) => {
      response.setHeader("Content-Type", type);
      const timer = setInterval(() => response.write("data: some\n\n"), 20);
      response.on("close", () => clearInterval(timer));
    });
    const started = performance.now();
    const answer = await client.send(GET);
    expect(performance.now() - started).toBeLessThan(longest);
    expect(answer).toMatchObject({ status: 200, isCut: true, text: expect.stringMatching(/^data: some\n/) });
    expect(isSettled(answer)).toBe(true);
  });

  it("reads a long answer to a limit", async () => {
    const client = await clientOf((_, response) => void response.end("x".repeat(3_000_000)));
    const { text, isCut } = await client.send(GET);
    expect(isCut).toBe(true);
    const { length } = text;
    expect(length).toBeGreaterThan(1_000_000);
    expect(length).toBeLessThan(2_000_000);
  });

  it("sends no more requests than it may", async () => {
    let heard = 0;
    const client = await clientOf((_, response) => void response.end(`${++heard}`), { maxRequests: 2 });
    for (const path of ["/1", "/2"]) await client.send({ method: "GET", path });
    await expect(client.send({ method: "GET", path: "/3" })).rejects.toThrow(BudgetSpent);
    expect(heard).toBe(2);
  });
});

describe("an answer that tells nothing", () => {
  /** Answers with these statuses in turn, and then with 200; gives the pauses that were made. */
  async function turns(statuses: readonly number[], headers: Record<string, string> = {}) {
    const [left, pauses] = [[...statuses], [] as number[]];
    const now = () => Date.parse("2026-01-01T00:00:00Z");
    const wait = async (pause: number) => void pauses.push(pause);
    const handler: RequestListener = (_, response) =>
      void response.writeHead(left.shift() ?? 200, headers).end();
    return { client: await clientOf(handler, { wait, now }), pauses };
  }

  it.each([408, 425, 429, 502, 503, 504])("of status %d is asked for again", async (status) => {
    const { client, pauses } = await turns([status, status]);
    expect(await client.send(GET)).toMatchObject({ status: 200 });
    expect(pauses).toEqual([250, 500]);
  });

  it("is not asked for again for ever, and then is one that tells nothing", async () => {
    const { client, pauses } = await turns(Array(9).fill(503));
    const answer = await client.send(GET);
    expect([answer.status, isSettled(answer), pauses.length, client.sent]).toEqual([503, false, 3, 4]);
  });

  it.each([
    ["7", 7000],
    ["0", 0],
    ["Thu, 01 Jan 2026 00:00:20 GMT", 20_000],
    ["Wed, 31 Dec 2025 00:00:00 GMT", 0],
    ["soon", 250],
  ])("is asked for after Retry-After: %s", async (value, pause) => {
    const { client, pauses } = await turns([429], { "Retry-After": value });
    expect(await client.send(GET)).toMatchObject({ status: 200 });
    expect(pauses).toEqual(pause === 0 ? [] : [pause]);
  });

  it("is left where the server wants more than a minute, or more than five in all", async () => {
    const long = await turns([429], { "Retry-After": "61" });
    expect(await long.client.send(GET)).toMatchObject({ status: 429 });
    expect(long.pauses).toEqual([]);
    const often = await turns(Array(99).fill(429), { "Retry-After": "60" });
    for (let at = 0; at < 4; at += 1) await often.client.send(GET);
    expect(often.pauses).toEqual(Array(5).fill(60_000));
  });

  it("is a broken connection too, before or within the answer", async () => {
    let heard = 0;
    const wait = async () => {};
    const client = await clientOf(
      (_, response) => {
        heard += 1;
        if (heard === 1) return response.destroy();
        if (heard === 2)
          return response.writeHead(200, { "Content-Length": 9 }).write("half", () => response.destroy());
        return response.end("whole");
      },
      { wait },
    );
    expect(await client.send(GET)).toMatchObject({ status: 200, text: "whole" });
    expect(heard).toBe(3);
  });

  it("after a time-out is waited for once more, and for that request never again", async () => {
    let heard = 0;
    const client = await clientOf(() => void heard++, { timeout: 50 });
    expect(await client.send(GET)).toMatchObject({ status: 0, failure: "time-out" });
    expect(heard).toBe(2);
    await client.send(GET);
    expect(heard).toBe(3);
  });

  it.each([200, 304, 400, 401, 404, 500])("is none of status %d", async (status) => {
    const { client } = await turns([status]);
    const answer = await client.send(GET);
    expect([answer.status, isSettled(answer)]).toEqual([status, true]);
  });
});
