import type { Page } from "@playwright/test";
import { fillSignIn, fillSignUp, submit } from "../fixtures/auth-pages.ts";
import { TasksPage } from "../fixtures/tasks-page.ts";
import { expect, test } from "../fixtures/test.ts";
import { newCredentials, signUp } from "../fixtures/users.ts";

test("sign up and log in", async ({ page, system }) => {
  const ada = newCredentials();
  system.confidential.add(ada.password);
  const tasks = new TasksPage(page);

  await page.goto("/");
  await expect(page).toHaveURL("/sign-in");
  await page.getByRole("link", { name: /create|sign up/i }).click();
  await expect(page).toHaveURL("/sign-up");
  await fillSignUp(page, ada);
  expect(await submit(page, "Create account")).toBe(200);
  await expect(page).toHaveURL("/tasks");
  await tasks.add("Buy milk");
  await expect(tasks.item("Buy milk")).toBeVisible();

  await tasks.button("Sign out").click();
  await expect(page).toHaveURL("/sign-in");
  await fillSignIn(page, ada);
  expect(await submit(page, "Sign in")).toBe(200);
  await expect(page).toHaveURL("/tasks");
  await expect(tasks.item("Buy milk")).toBeVisible();
});

/** The page says what is wrong: in its own words, or in the browser's at the field. */
async function expectComplaint(page: Page, field: string, words: RegExp): Promise<void> {
  const own = page.getByRole("alert").filter({ hasText: words });
  const described = page.getByLabel(field);
  await expect
    .poll(async () => {
      if (await own.first().isVisible()) return "said";
      const description = await described.evaluate((input: HTMLInputElement) => {
        const ids = (input.getAttribute("aria-describedby") ?? "").split(" ");
        return ids.map((id) => document.getElementById(id)?.textContent ?? "").join(" ");
      });
      return words.test(description) ? "said" : description;
    })
    .toBe("said");
}

test("sign up and log in: a wrong password is said, and not whether the account exists", async ({
  page,
  system,
}) => {
  const ada = await signUp(system);
  for (const email of [ada.email, newCredentials().email]) {
    await page.goto("/sign-in");
    await fillSignIn(page, { email, password: "not-the-password" });
    expect(await submit(page, "Sign in")).toBe(401);
    await expectComplaint(page, "Password", /e-mail.*password|password.*e-mail/i);
    await expect(page).toHaveURL("/sign-in");
  }
});

test("sign up and log in: a short password is said", async ({ page }) => {
  await page.goto("/sign-up");
  await fillSignUp(page, { ...newCredentials(), password: "short" });
  await page.getByRole("button", { name: "Create account" }).click();
  await expectComplaint(page, "Password", /\b8\b/);
  await expect(page).toHaveURL("/sign-up");
});

test("sign up and log in: a taken e-mail is said", async ({ page, system }) => {
  const ada = await signUp(system);
  await page.goto("/sign-up");
  await fillSignUp(page, ada);
  expect(await submit(page, "Create account")).toBe(422);
  await expectComplaint(page, "E-mail", /already|taken|exists/i);
  await expect(page).toHaveURL("/sign-up");
});

test("sign up and log in: a bad e-mail is said", async ({ page }) => {
  for (const email of ["ada", "ada@", "ada@@example.org"]) {
    await page.goto("/sign-up");
    await fillSignUp(page, { ...newCredentials(), email });
    await page.getByRole("button", { name: "Create account" }).click();
    await expectComplaint(page, "E-mail", /e-mail/i);
    await expect(page).toHaveURL("/sign-up");
  }
});
