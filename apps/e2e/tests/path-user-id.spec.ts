import { randomUUID } from "node:crypto";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { call } from "../fixtures/api-call.ts";
import { ApiServer } from "../fixtures/api-server.ts";
import { freePorts } from "../fixtures/network.ts";
import { fill, operations } from "../fixtures/openapi.ts";
import { expect, test } from "../fixtures/test.ts";

const owned = operations().filter(({ template }) => template.includes("{user_id}"));

test("path user id: 403 on every operation, the same whether the other user exists or not", async ({
  system,
  pair,
}) => {
  const [ada, bob] = pair;
  const token = await ada.token();
  expect(owned.length).toBeGreaterThan(0);
  for (const { method, template } of owned) {
    const answers = [bob.id, randomUUID()].map((user_id) =>
      call(system.api.origin + fill(template, { user_id, task_id: randomUUID() }), { method, token }),
    );
    const [existing, unknown] = await Promise.all(answers);
    expect(existing?.status).toBe(403);
    expect(existing?.body.code).toBe("user_mismatch");
    expect(unknown?.status).toBe(403);
    expect(unknown?.text).toBe(existing?.text);
  }
});

test("path user id: nothing but the exact id is the caller's own", async ({ system, pair: [ada] }) => {
  const token = await ada.token();
  const { id } = ada;
  const swapped = id === id.toUpperCase() ? id.toLowerCase() : id.toUpperCase();
  const doubled = encodeURIComponent(`%${id.charCodeAt(0).toString(16)}${id.slice(1)}`);
  const fullWidth = String.fromCharCode(id.charCodeAt(0) + 0xfee0) + id.slice(1); // NFKC folds it back
  const near = [
    swapped,
    `${id}%20`,
    `%20${id}`,
    doubled,
    encodeURIComponent(fullWidth),
    id.slice(0, -1),
    `${id}x`,
    `${id}%00`,
  ];
  for (const path of near) {
    const answer = await call(`${system.api.origin}/api/${path}/tasks`, { token });
    expect([answer.status, answer.body.code], path).toEqual([403, "user_mismatch"]);
  }
  const encoded = `%${id.charCodeAt(0).toString(16)}${id.slice(1)}`; // once encoded, it is the same id
  expect((await call(`${system.api.origin}/api/${encoded}/tasks`, { token })).status).toBe(200);
});

test("path user id: decided before any database work", async ({ system, pair: [ada, bob] }) => {
  const [port = 0] = await freePorts(1);
  const folder = await mkdtemp(join(tmpdir(), "todo-e2e-unmigrated-"));
  const { DATABASE_URL: _, ...rest } = system.apiEnv;
  // A database without a single table: whoever asks it anything fails.
  const api = new ApiServer(port, { ...rest, DATA_DIR: folder }, join(system.logs, "unmigrated-api.log"));
  try {
    await api.start();
    const token = await ada.token();
    expect((await call(`${api.origin}/api/${ada.id}/tasks`, { token })).status).toBeGreaterThanOrEqual(500);
    for (const { method, template } of owned) {
      const path = fill(template, { user_id: bob.id, task_id: randomUUID() });
      const answer = await call(api.origin + path, { method, token });
      expect([answer.status, answer.body.code], `${method} ${template}`).toEqual([403, "user_mismatch"]);
    }
  } finally {
    await api.kill();
    await rm(folder, { recursive: true });
  }
});
