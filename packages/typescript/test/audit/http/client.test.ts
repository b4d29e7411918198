import { createServer, type IncomingMessage, type RequestListener } from "node:http";
import { describe, expect, it } from "vitest";
import { BudgetSpent, Client } from "../../../src/audit/http/client.js";
import { listen } from "../../support/listen.js";

async function clientOf(handler: RequestListener, options: { timeout?: number; maxRequests?: number } = {}) {
  const origin = await listen(createServer(handler));
  return new Client({ origin, timeout: 5000, maxRequests: 100, ...options });
}

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
    const nobody = new Client({ origin: "http://127.0.0.1:1", timeout: 1000, maxRequests: 1 });
    expect(await nobody.send({ method: "GET", path: "/" })).toMatchObject({ status: 0 });
  });

  it("keeps what came of an answer that does not end", async () => {
    const client = await clientOf((_, response) => void response.write("data: some\n\n"), { timeout: 100 });
    expect(await client.send({ method: "GET", path: "/" })).toMatchObject({
      status: 200,
      text: "data: some\n\n",
    });
  });

  it("reads a long answer to a limit", async () => {
    const client = await clientOf((_, response) => void response.end("x".repeat(3_000_000)));
    const { length } = (await client.send({ method: "GET", path: "/" })).text;
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
