import type { IncomingMessage } from "node:http";
import { workAsyncStorage } from "next/dist/server/app-render/work-async-storage.external.js";
import { NodeNextRequest } from "next/dist/server/base-http/node.js";
import { NextRequestAdapter } from "next/dist/server/web/spec-extension/adapters/next-request.js";
import { expect, it } from "vitest";
import { createAuthBridge } from "../../src/next/index.js";
import { sendRaw } from "../support/adapter/raw-request.js";
import { bearer, settings } from "../support/adapter/settings.js";
import { serve } from "../support/auth-server.js";

const auth = createAuthBridge(() => settings().options);
const GET = auth.withPathOwner((_, { principal }) => Response.json(principal.userId));
const lines = Object.entries(bearer("ann")).map(([name, value]) => `${name}: ${value}`);

/** The status for ann at a server that calls the handler as Next does, whatever the target: after `wait`, and with these parameters. */
async function statusOf(target: string, resolved = target, wait = 0): Promise<number> {
  const origin = await serve(async (request, response) => {
    await new Promise((resolve) => setTimeout(resolve, wait));
    response.writeHead((await handle(request, resolved)).status).end();
  });
  return (await sendRaw(origin, `GET ${target} HTTP/1.1`, ...lines)).status;
}

function handle(request: IncomingMessage, resolved: string): Promise<Response> {
  request.url = resolved;
  const { signal } = new AbortController();
  const converted = NextRequestAdapter.fromNodeNextRequest(new NodeNextRequest(request), signal);
  const work = { route: "/api/[user_id]/tasks" } as never;
  return workAsyncStorage.run(work, () => GET(converted, { params: Promise.resolve({ user_id: "ann" }) }));
}

it("judges the target that came, not what Next has made of it", async () => {
  auth.start();
  auth.start();
  expect(await statusOf("/api/ann/tasks?a=b")).toBe(200);
  expect(await statusOf("/api/%61nn/tasks", "/api/ann/tasks")).toBe(200);
  expect(await statusOf("/api/bob/../ann/tasks", "/api/ann/tasks")).toBe(403);
  expect(await statusOf("/x/%2e%2e/api/ann/tasks", "/api/ann/tasks")).toBe(403);
  expect(await statusOf("/api/[user_id]/tasks?nxtPuser_id=ann", "/api/ann/tasks")).toBe(403);
  expect(await statusOf("/api/bob/tasks?nxtPuser_id=ann")).toBe(403);
});

it("judges what Next has made of it, too", async () => {
  expect(await statusOf("/api/ann/tasks", "/api/a%2Fnn/tasks")).toBe(403);
});

it("mixes up no requests that are answered at one time", async () => {
  const asked = Array.from({ length: 20 }, (_, at) => (at % 2 ? "/api/ann/tasks" : "/api/bob/tasks"));
  const statuses = await Promise.all(asked.map((target, at) => statusOf(target, target, (at * 7) % 30)));
  expect(statuses).toEqual(asked.map((target) => (target.includes("ann") ? 200 : 403)));
});
