import { TaskClient } from "../fixtures/api-call.ts";
import { fillSignUp } from "../fixtures/auth-pages.ts";
import { expect, test } from "../fixtures/test.ts";
import { JWT } from "../fixtures/traces.ts";
import { newCredentials } from "../fixtures/users.ts";

test.use({ javaScriptEnabled: false });

test("the first page of tasks is in the HTML that the server sends, and no token", async ({
  page,
  system,
  user,
  watch,
}) => {
  const client = new TaskClient(system.api.origin, user.id, await user.token());
  for (const title of ["Shell peas", "Shuck corn"]) await client.add(title);
  const answer = await page.goto("/tasks");
  const html = (await answer?.text()) ?? "";
  const list = page.getByRole("list", { name: "Tasks" });
  for (const title of ["Shell peas", "Shuck corn"]) {
    await expect(list.getByRole("checkbox", { name: title })).toBeVisible();
  }
  expect(html).not.toMatch(JWT);
  expect((await watch.settled()).filter(({ url }) => url.startsWith(system.api.origin))).toEqual([]);
});

for (const path of ["/sign-up", "/sign-in"]) {
  test(`the form of ${path} puts no password into an address, even before its script runs`, async ({
    page,
    watch,
  }) => {
    const ada = newCredentials();
    await page.goto(path);
    if (path === "/sign-up") await fillSignUp(page, ada);
    else {
      await page.getByLabel("E-mail").fill(ada.email);
      await page.getByLabel("Password").fill(ada.password);
    }
    await page.getByLabel("Password").press("Enter");
    // The button is off until the script runs, so Enter may do nothing; then send the form past the button.
    if (!(await watch.settled()).some(({ method }) => method === "POST")) {
      const answered = page.waitForResponse((response) => response.request().isNavigationRequest());
      await page.locator("form").evaluate((form: HTMLFormElement) => form.submit());
      await answered;
    }
    const urls = [page.url(), ...(await watch.settled()).map(({ url }) => url)];
    for (const url of urls) expect(decodeURIComponent(url)).not.toContain(ada.password);
  });
}
