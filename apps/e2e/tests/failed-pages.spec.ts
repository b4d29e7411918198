import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expectAccessible, expectNoSidewaysScroll } from "../fixtures/axe.ts";
import { freePorts } from "../fixtures/network.ts";
import { expect, test } from "../fixtures/test.ts";
import { adopt, signUp } from "../fixtures/users.ts";
import { WebServer } from "../fixtures/web-server.ts";

test.use({ viewport: { width: 360, height: 740 } });

test("a page that cannot be shown says so, and can be tried again", async ({ context, page, system }) => {
  const folder = mkdtempSync(join(tmpdir(), "todo-empty-"));
  const [port = 0] = await freePorts(1);
  // The same secret, so the cookie is good; a database without tables, so nothing behind it can be read.
  const env = { ...system.webEnv, BETTER_AUTH_URL: `http://localhost:${port}`, DATA_DIR: folder };
  const web = new WebServer(port, env, join(system.logs, "web-without-tables.log"));
  const user = await signUp(system);
  try {
    web.spawn(); // never healthy: every page needs the tables
    const status = () =>
      fetch(`${web.origin}/sign-in`).then(
        (answer) => answer.status,
        () => 0,
      );
    await expect.poll(status, { timeout: 30_000 }).toBe(500);
    await adopt(context, user, web.origin);
    await page.goto(`${web.origin}/tasks`);
    const alert = page.getByRole("alert").filter({ hasText: "Something went wrong" });
    await expect(alert).toBeVisible();
    await expect(page.locator("body")).not.toContainText(/no such table|SQLITE|stack/i);
    await expectAccessible(page);
    await expectNoSidewaysScroll(page);

    // Better Auth looks at its tables once, when it starts.
    await web.kill();
    await web.migrate();
    await web.start();
    await alert.getByRole("button", { name: "Try again" }).click();
    // With its tables the server knows that there is no such session here.
    await expect(page).toHaveURL(/\/sign-in/);
  } finally {
    await web.kill();
    rmSync(folder, { recursive: true });
  }
});

test("an address without a page says so and leads on", async ({ page, user: _ }) => {
  const answer = await page.goto("/nowhere");
  expect(answer?.status()).toBe(404);
  await expectAccessible(page);
  await expectNoSidewaysScroll(page);
  await page.getByRole("link", { name: "Go to your tasks" }).click();
  await expect(page.getByRole("heading", { name: "Tasks" })).toBeVisible();
});
