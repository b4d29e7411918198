import { TaskClient } from "../fixtures/api-call.ts";
import { startSystem, type System } from "../fixtures/system.ts";
import { TasksPage } from "../fixtures/tasks-page.ts";
import { expect, signedIn, test as base } from "../fixtures/test.ts";

/** A system of its own: killing the API must not disturb another test. */
const test = base.extend<object, { own: System }>({
  own: [
    async ({ database }, use, { workerIndex }) => {
      const own = await startSystem(database, `survives-${database}-${workerIndex}`);
      await use(own);
      await own.stop();
    },
    { scope: "worker", timeout: 120_000 },
  ],
});

test("survives: the page says that the API is gone, retries, and loses and doubles nothing", async ({ browser, own }) => {
  const context = await browser.newContext({ baseURL: own.web.origin });
  const user = await signedIn(context, own);
  const page = await context.newPage();
  const tasks = new TasksPage(page);
  await tasks.open();
  await tasks.add("Before the crash");
  await expect(tasks.item("Before the crash")).toBeVisible();
  const stored = async (): Promise<string[]> => {
    const client = new TaskClient(own.api.origin, user.id, await user.token());
    return (await client.all("&sort=title")).map(({ title, completed }) => `${title} ${completed}`);
  };
  await expect.poll(stored).toEqual(["Before the crash false"]);

  await own.api.kill();
  await tasks.add("During the crash");
  await expect(tasks.banner.filter({ hasText: /connect|reach|offline|unavailable/i })).toBeVisible();
  await tasks.checkbox("Before the crash").click();

  await own.api.start();
  // It comes back by itself: no reload.
  await expect(tasks.banner.filter({ hasText: /connect|reach|offline|unavailable/i })).toHaveCount(0, { timeout: 30_000 });
  await tasks.add("After the crash");
  await expect(tasks.item("After the crash")).toBeVisible();

  // What the page shows once it is at rest is what the API has: kept, or visibly taken back; never both.
  const shown = async (): Promise<string[]> => {
    const rows = await tasks.items.getByRole("checkbox").all();
    const named = rows.map(async (row) => `${await row.getAttribute("aria-label")} ${await row.isChecked()}`);
    return (await Promise.all(named)).sort();
  };
  await expect.poll(async () => (await stored()).sort().join()).toContain("After the crash");
  await page.reload();
  await tasks.newTask.waitFor();
  expect(await shown()).toEqual((await stored()).sort());
  await context.close();
});
