import { randomUUID } from "node:crypto";
import { call, type Page, type Task, TaskClient } from "../fixtures/api-call.ts";
import type { System } from "../fixtures/system.ts";
import { expect, test } from "../fixtures/test.ts";
import type { User } from "../fixtures/users.ts";

const clientOf = async (system: System, user: User): Promise<TaskClient> =>
  new TaskClient(system.api.origin, user.id, await user.token());

const QUERIES = ["open", "completed", "all"].flatMap((status) =>
  ["created_at", "-created_at", "title", "-title", "updated_at", "-updated_at"].map((sort) => ({
    status,
    sort,
  })),
);

test("isolation: no list, filter, sort or page holds another user's task", async ({
  system,
  pair: [ada, bob],
}) => {
  const [adas, bobs] = [await clientOf(system, ada), await clientOf(system, bob)];
  const foreign: Task[] = [];
  for (const title of ["aaa", "mmm", "zzz"]) foreign.push(await adas.add(`${title} ${randomUUID()}`));
  await adas.call(`/${foreign[0]?.id}/complete`, { method: "PATCH" });
  const own = await bobs.add("bob's own");

  for (const { status, sort } of QUERIES) {
    const ids = (await bobs.all(`&status=${status}&sort=${sort}`)).map(({ id }) => id);
    for (const { id } of foreign) expect(ids).not.toContain(id);
    expect(ids.includes(own.id), `${status} ${sort}`).toBe(status !== "completed");
  }
});

test("isolation: another user's cursor leads to none of their tasks", async ({
  system,
  pair: [ada, bob],
}) => {
  const [adas, bobs] = [await clientOf(system, ada), await clientOf(system, bob)];
  const foreign = [await adas.add("first"), await adas.add("second"), await adas.add("third")];
  for (const sort of ["created_at", "title"]) {
    const { body } = await adas.call<Page>(`?limit=1&sort=${sort}`);
    const answer = await bobs.call<Page>(
      `?sort=${sort}&limit=100&cursor=${encodeURIComponent(body.next_cursor ?? "")}`,
    );
    // A cursor bound to its user is refused, an unbound one points into one's own list: both are right.
    expect([200, 422]).toContain(answer.status);
    for (const { id } of foreign) expect(answer.text).not.toContain(id);
  }
});

test("isolation: another user's task id is the same 404 as an unknown one", async ({
  system,
  pair: [ada, bob],
}) => {
  const [adas, bobs] = [await clientOf(system, ada), await clientOf(system, bob)];
  const task = await adas.add("private", "nobody else's business");
  const attempts = [
    { method: "GET", suffix: "" },
    { method: "PUT", suffix: "", body: { title: "taken", description: "", completed: true } },
    { method: "PATCH", suffix: "", body: { title: "taken" } },
    { method: "PATCH", suffix: "/complete", body: { completed: true } },
    { method: "DELETE", suffix: "" },
  ];
  for (const { suffix, ...options } of attempts) {
    const foreign = await bobs.call(`/${task.id}${suffix}`, options);
    const unknown = await bobs.call(`/${randomUUID()}${suffix}`, options);
    expect(foreign.status).toBe(404);
    expect(foreign.body.code).toBe("not_found");
    expect(foreign.text).toBe(unknown.text);
  }
  expect((await adas.call<Task>(`/${task.id}`)).body).toEqual(task);
});

test("isolation: a body cannot name an owner", async ({ system, pair: [ada, bob] }) => {
  const bobs = await clientOf(system, bob);
  for (const member of ["user_id", "owner", "owner_id", "id"]) {
    const answer = await bobs.call("", { method: "POST", body: { title: "planted", [member]: ada.id } });
    expect([answer.status, answer.body.code]).toEqual([422, "validation_failed"]);
    expect(answer.text).not.toContain(ada.id);
  }
});

test("isolation: headers that name a user have no effect", async ({ system, pair: [ada, bob] }) => {
  const [adas, bobs] = [await clientOf(system, ada), await clientOf(system, bob)];
  const task = await adas.add("not for headers");
  const headers = {
    "X-User-Id": ada.id,
    "X-Original-URL": `/api/${ada.id}/tasks`,
    "X-Rewrite-URL": `/api/${ada.id}/tasks`,
  };
  const answer = await bobs.call<Page>("?limit=100", { headers });
  expect(answer.status).toBe(200);
  expect(answer.text).not.toContain(task.id);
  const mismatch = await call(adas.url, { token: await bob.token(), headers: { "X-User-Id": ada.id } });
  expect(mismatch.status).toBe(403);
});
