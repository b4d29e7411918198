import { TaskClient } from "../fixtures/api-call.ts";
import { TasksPage } from "../fixtures/tasks-page.ts";
import { expect, test } from "../fixtures/test.ts";

const PAGE_SIZE = 20;

test("tasks: add, edit, complete, delete and undo", async ({ page, user: _ }) => {
  const tasks = new TasksPage(page);
  await tasks.open();
  await expect(page.getByText(/no tasks yet/i)).toBeVisible();
  await tasks.add("Bake bread", "Rye, two loaves");
  await expect(tasks.item("Bake bread")).toContainText("Rye, two loaves");

  await tasks.button("Edit Bake bread").click();
  await page.getByRole("textbox", { name: "Title" }).fill("Never kept");
  await tasks.button("Cancel").click();
  await expect(tasks.titles).toHaveText(["Bake bread"]);

  await tasks.button("Edit Bake bread").click();
  await page.getByRole("textbox", { name: "Title" }).fill("Bake cake");
  await page.getByRole("textbox", { name: "Description" }).last().fill("With plums");
  // Both are shown at once; a reload before the API has them would lose them.
  const changed = () =>
    page.waitForResponse((response) => response.request().method() === "PATCH" && response.ok());
  const edited = changed();
  await tasks.button("Save").click();
  await edited;
  const completed = changed();
  await tasks.checkbox("Bake cake").check();
  await completed;
  await page.reload();
  await tasks.ready();
  await expect(tasks.titles).toHaveText(["Bake cake"]);
  await expect(tasks.item("Bake cake")).toContainText("With plums");
  await expect(tasks.checkbox("Bake cake")).toBeChecked();

  await tasks.button("Delete Bake cake").click();
  await expect(page.getByText(/no tasks yet/i)).toBeVisible();
  await tasks.button("Undo").click();
  await expect(tasks.checkbox("Bake cake")).toBeChecked();
  await page.reload();
  await tasks.ready();
  await expect(tasks.titles).toHaveText(["Bake cake"]);
});

test("tasks: filter, sort and load more", async ({ page, system, user }) => {
  const client = new TaskClient(system.api.origin, user.id, await user.token());
  const names = Array.from(
    { length: PAGE_SIZE + 5 },
    (_, index) => `Task ${String(index + 1).padStart(2, "0")}`,
  );
  for (const name of names) await client.add(name);
  const [done] = await client.all("&sort=title");
  await client.call(`/${done?.id}/complete`, { method: "PATCH" });
  const newestFirst = names.toReversed();

  const tasks = new TasksPage(page);
  await tasks.open();
  await expect(tasks.titles).toHaveText(newestFirst.slice(0, PAGE_SIZE));
  await tasks.button("Load more").click();
  await expect(tasks.titles).toHaveText(newestFirst);
  await expect(tasks.button("Load more")).toHaveCount(0);

  await tasks.filter("Completed").click();
  await expect(tasks.titles).toHaveText(["Task 01"]);
  await page.reload(); // the address keeps the view
  await tasks.ready();
  await expect(tasks.titles).toHaveText(["Task 01"]);
  await tasks.filter("Open").click();
  await page.getByRole("combobox", { name: "Sort by" }).selectOption({ label: "Title, A to Z" });
  await expect(tasks.titles).toHaveText(names.slice(1, PAGE_SIZE + 1));
  await page.goBack();
  await page.goBack();
  await expect(tasks.titles).toHaveText(["Task 01"]);
});

test("tasks: what somebody writes is text, never markup", async ({ page, system, user, watch }) => {
  const client = new TaskClient(system.api.origin, user.id, await user.token());
  const nasty = [
    "<img src=x onerror='window.hit=1'>",
    "</script><script>window.hit=1</script>",
    "javascript:window.hit=1",
  ];
  for (const text of nasty) await client.add(text, text);
  const tasks = new TasksPage(page);
  await tasks.open();
  await expect(tasks.titles).toHaveText(nasty.toReversed());
  expect(await page.evaluate(() => "hit" in window)).toBe(false);
  expect(watch.complaints).toEqual([]);
});
