import { expectFocusKept, tabTo } from "../fixtures/keyboard.ts";
import { TasksPage } from "../fixtures/tasks-page.ts";
import { expect, test } from "../fixtures/test.ts";
import { newCredentials } from "../fixtures/users.ts";

test("the whole journey by keyboard alone", async ({ page, system }) => {
  const ada = newCredentials();
  system.confidential.add(ada.password);
  const { keyboard } = page;
  const tasks = new TasksPage(page);

  await page.goto("/sign-in");
  await tabTo(page, page.getByRole("link", { name: /create|sign up/i }));
  await keyboard.press("Enter");
  await expect(page).toHaveURL("/sign-up");
  await expect(tasks.button("Create account")).toBeEnabled();
  await tabTo(page, page.getByLabel("Name", { exact: true }));
  for (const [label, text] of [
    ["E-mail", ada.email],
    ["Password", ada.password],
  ] as const) {
    await keyboard.type(label === "E-mail" ? ada.name : ada.email);
    await tabTo(page, page.getByLabel(label));
    if (label === "Password") await keyboard.type(text);
  }
  await keyboard.press("Enter");
  await expect(page).toHaveURL("/tasks");

  await expect(tasks.newTask).toBeEnabled();
  await tabTo(page, tasks.newTask);
  await keyboard.type("Sharpen pencils");
  await keyboard.press("Enter");
  await expect(tasks.item("Sharpen pencils")).toBeVisible();
  await expect(tasks.button("Edit Sharpen pencils")).toBeEnabled();

  await tabTo(page, tasks.checkbox("Sharpen pencils"));
  await keyboard.press("Space");
  await expect(tasks.checkbox("Sharpen pencils")).toBeChecked();

  await tabTo(page, tasks.button("Edit Sharpen pencils"));
  await keyboard.press("Enter");
  const title = page.getByRole("textbox", { name: "Title" });
  await expect(title).toBeFocused();
  await keyboard.press("ControlOrMeta+a");
  await keyboard.type("Sharpen every pencil");
  await keyboard.press("Enter");
  await expect(tasks.item("Sharpen every pencil")).toBeVisible();
  await expectFocusKept(page);

  await tabTo(page, tasks.button("Edit Sharpen every pencil"));
  await keyboard.press("Enter");
  await expect(title).toBeFocused();
  await keyboard.type("never kept");
  await keyboard.press("Escape");
  await expect(title).toHaveCount(0);
  await expectFocusKept(page);
  await expect(tasks.item("Sharpen every pencil")).toBeVisible();

  await tabTo(page, tasks.button("Delete Sharpen every pencil"));
  await keyboard.press("Enter");
  await expect(tasks.item("Sharpen every pencil")).toHaveCount(0);
  await expectFocusKept(page);

  await tabTo(page, tasks.account);
  await keyboard.press("Enter");
  await tabTo(page, tasks.button("Sign out everywhere"));
  await keyboard.press("Escape");
  await expect(tasks.account).toBeFocused();
  await expect(tasks.button("Sign out everywhere")).toBeHidden();

  await tabTo(page, tasks.button("Sign out"));
  await keyboard.press("Enter");
  await expect(page).toHaveURL("/sign-in");
});
