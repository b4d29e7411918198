import type { Page } from "@playwright/test";
import { TaskClient } from "../fixtures/api-call.ts";
import { fillSignUp } from "../fixtures/auth-pages.ts";
import { expectAccessible, expectNoSidewaysScroll } from "../fixtures/axe.ts";
import { TasksPage } from "../fixtures/tasks-page.ts";
import { expect, test } from "../fixtures/test.ts";
import { newCredentials } from "../fixtures/users.ts";

const LONG_WORD = "Donaudampfschifffahrtsgesellschaftskapitänsmützenabzeichenverleihungsurkunde".repeat(2);

const sizes = { "360 px": { width: 360, height: 740 }, desktop: { width: 1280, height: 800 } } as const;

function deferred() {
  let resolve = (): void => {};
  const promise = new Promise<void>((settle) => {
    resolve = settle;
  });
  return { promise, resolve };
}

/** What holds for every state of every page. */
async function expectSound(page: Page): Promise<void> {
  await expectAccessible(page);
  await expectNoSidewaysScroll(page);
}

for (const colorScheme of ["light", "dark"] as const) {
  for (const [size, viewport] of Object.entries(sizes)) {
    test.describe(`${colorScheme}, ${size}`, () => {
      test.use({ colorScheme, viewport });

      test("accessible: the pages for signing in and up, with and without mistakes", async ({ page }) => {
        for (const [path, button] of [
          ["/sign-in", "Sign in"],
          ["/sign-up", "Create account"],
        ] as const) {
          await page.goto(path);
          await expect(page.getByRole("button", { name: button })).toBeEnabled();
          await expectSound(page);
          if (path === "/sign-up")
            await fillSignUp(page, { ...newCredentials(), email: "ada", password: "short" });
          await page.getByRole("button", { name: button }).click();
          await expect(page.getByRole("alert").filter({ hasText: /\S/ }).first()).toBeVisible();
          await expectSound(page);
        }
        await page.goto("/no-such-page");
        await expectSound(page);
      });

      test("accessible: the tasks, in each state", async ({ page, context, system, user }) => {
        const tasks = new TasksPage(page);
        await test.step("empty", async () => {
          await tasks.open();
          await expectSound(page);
        });

        const client = new TaskClient(system.api.origin, user.id, await user.token());
        for (const title of ["Buy milk", LONG_WORD, "<b>Bold</b> 漢字 🌱"])
          await client.add(title, LONG_WORD);
        const [{ id = "" } = {}] = await client.all();
        await client.call(`/${id}/complete`, { method: "PATCH" });

        await test.step("a list", async () => {
          await tasks.open();
          await expect(tasks.items).toHaveCount(3);
          await expectSound(page);
        });
        await test.step("the account", async () => {
          await tasks.account.click();
          await expect(tasks.button("Sign out everywhere")).toBeVisible();
          await expectSound(page);
          await page.keyboard.press("Escape");
        });
        await test.step("editing", async () => {
          await tasks.button("Edit Buy milk").click();
          await expect(page.getByRole("textbox", { name: "Title" })).toBeFocused();
          await expectSound(page);
          await tasks.button("Cancel").click();
        });
        await test.step("a change refused", async () => {
          await page.route("**/api/*/tasks/**", (route) => route.fulfill({ status: 404, body: "{}" }));
          await tasks.checkbox("Buy milk").click();
          await expect(page.getByRole("alert").filter({ hasText: /not saved/i })).toBeVisible();
          await expectSound(page);
          await page.unrouteAll();
        });
        await test.step("loading, and failed to", async () => {
          const { promise, resolve } = deferred();
          await page.route("**/api/*/tasks?*", async (route) => {
            await promise;
            await route.abort();
          });
          await tasks.filter("Completed").click();
          await expect(page.getByText(/loading/i)).toBeAttached();
          await expectSound(page);
          resolve();
          await expect(page.getByText(/could not be loaded/i)).toBeVisible();
          await expectSound(page);
          await page.unrouteAll({ behavior: "ignoreErrors" });
        });
        await test.step("offline", async () => {
          await context.setOffline(true);
          await expect(tasks.banner.filter({ hasText: /reach|offline/i })).toBeVisible();
          await expectSound(page);
          await context.setOffline(false);
        });
      });
    });
  }
}
