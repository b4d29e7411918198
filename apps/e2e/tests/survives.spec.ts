import { acknowledgedTitles } from "../fixtures/acknowledged.ts";
import { TaskClient } from "../fixtures/api-call.ts";
import type { System } from "../fixtures/system.ts";
import { TasksPage } from "../fixtures/tasks-page.ts";
import { expect, test } from "../fixtures/test.ts";
import type { User } from "../fixtures/users.ts";

// A worker runs one test at a time on its own system: killing its API disturbs nobody.
test.afterEach(async ({ system }) => {
  if (!system.api.running) await system.api.start();
});

const UNREACHABLE = /reach|offline|connect/i;

/** What the API has, each task as "title" or "title ✓", sorted. */
async function stored(system: System, user: User): Promise<string[]> {
  const client = new TaskClient(system.api.origin, user.id, await user.token());
  return (await client.all()).map(({ title, completed }) => (completed ? `${title} ✓` : title)).sort();
}

/** What the page shows, in the same form. */
async function shown({ list }: TasksPage): Promise<string[]> {
  const boxes = await list.getByRole("checkbox").all();
  const rows = boxes.map(async (box) => {
    const name = await box.evaluate(
      (input: HTMLInputElement) => input.labels?.[0]?.textContent ?? input.ariaLabel ?? "",
    );
    return (await box.isChecked()) ? `${name} ✓` : name;
  });
  return (await Promise.all(rows)).sort();
}

test("survives: the page says that the API is gone, retries, and saves what was done meanwhile", async ({
  page,
  system,
  user,
}) => {
  const tasks = new TasksPage(page);
  const acknowledged = acknowledgedTitles(page);
  await tasks.open();
  await tasks.add("before");
  await expect.poll(() => acknowledged).toContain("before");

  await system.api.kill();
  await tasks.add("meanwhile");
  await tasks.checkbox("before").click();
  await expect(tasks.banner.filter({ hasText: UNREACHABLE })).toBeVisible();
  await expect(tasks.list.getByText("meanwhile")).toBeVisible();

  await system.api.start(); // no reload, no click: it comes back by itself
  await expect(tasks.banner.filter({ hasText: UNREACHABLE })).toHaveCount(0, { timeout: 20_000 });
  const all = ["before ✓", "meanwhile"];
  await expect.poll(() => stored(system, user), { timeout: 20_000 }).toEqual(all);
  await expect.poll(() => shown(tasks)).toEqual(all);
});

test("survives: no acknowledged task is lost and none is doubled, however often the API dies", async ({
  page,
  system,
  user,
}) => {
  const tasks = new TasksPage(page);
  const acknowledged = acknowledgedTitles(page);
  const sent: string[] = [];
  await tasks.open();
  for (let round = 1; round <= 4; round += 1) {
    for (const part of ["a", "b", "c"]) {
      sent.push(`round ${round}${part}`);
      await tasks.add(`round ${round}${part}`);
    }
    // As soon as the first of a round is answered, while the others are on their way.
    await expect.poll(() => acknowledged, { timeout: 20_000 }).toContain(`round ${round}a`);
    await system.api.kill();
    await system.api.start();
  }
  await expect.poll(() => new Set(acknowledged), { timeout: 20_000 }).toEqual(new Set(sent));
  expect(await stored(system, user)).toEqual(sent.sort());
  await expect.poll(() => shown(tasks)).toEqual(sent);
  await page.reload();
  await tasks.ready();
  expect(await shown(tasks)).toEqual(sent);
});

test("survives: a lost answer doubles nothing and undoes nothing", async ({ page, system, user }) => {
  const tasks = new TasksPage(page);
  await tasks.open();
  /** The API does what it is asked, the page never hears of it; once for each method. */
  const lost = new Set<string>();
  await page.route(`${system.api.origin}/api/**`, async (route) => {
    const method = route.request().method();
    if (method === "GET" || method === "OPTIONS" || lost.has(method)) return route.continue();
    lost.add(method);
    await route.fetch();
    await route.abort("connectionreset");
  });
  await tasks.add("kept");
  await tasks.add("gone");
  await expect.poll(() => stored(system, user)).toEqual(["gone", "kept"]);
  await expect(tasks.button("Delete gone")).toBeEnabled();
  await tasks.checkbox("kept").click();
  await tasks.button("Delete gone").click();
  await expect.poll(() => stored(system, user)).toEqual(["kept ✓"]);
  await expect.poll(() => shown(tasks)).toEqual(["kept ✓"]);
  expect([...lost].sort()).toEqual(["DELETE", "PATCH", "POST"]);
  await expect(page.getByRole("alert").filter({ hasText: /not (saved|deleted|added)/i })).toHaveCount(0);
});

test("survives: what cannot be saved is taken back visibly, and can be tried again", async ({
  page,
  system,
  user,
}) => {
  const tasks = new TasksPage(page);
  await tasks.open();
  await tasks.add("to tick");
  await expect(tasks.button("Edit to tick")).toBeEnabled();
  await expect.poll(() => stored(system, user)).toEqual(["to tick"]);

  await system.api.kill();
  await tasks.checkbox("to tick").click();
  await tasks.add("to add");
  const refusal = page.getByRole("alert").filter({ hasText: "to tick" });
  await expect(refusal).toBeVisible({ timeout: 30_000 });
  await expect(tasks.checkbox("to tick")).not.toBeChecked();
  await expect(tasks.list.getByText("to add")).toBeVisible(); // never thrown away

  await system.api.start();
  await refusal.getByRole("button", { name: "Try again" }).click();
  await expect(tasks.checkbox("to tick")).toBeChecked();
  // The new task needs no click: nobody else can have changed it meanwhile.
  await expect.poll(() => stored(system, user), { timeout: 20_000 }).toEqual(["to add", "to tick ✓"]);
});
