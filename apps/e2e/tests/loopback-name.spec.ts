import { fillSignUp, submit } from "../fixtures/auth-pages.ts";
import { get } from "../fixtures/from-address.ts";
import { expect, test } from "../fixtures/test.ts";
import { newCredentials } from "../fixtures/users.ts";

test("a page opened at 127.0.0.1 goes to localhost, where its form works", async ({ page, system }) => {
  const other = system.web.origin.replace("localhost", "127.0.0.1");
  const ada = newCredentials();
  system.confidential.add(ada.password);
  await page.goto(`${other}/sign-up?from=elsewhere`);
  await expect(page).toHaveURL(`${system.web.origin}/sign-up?from=elsewhere`);
  await fillSignUp(page, ada);
  expect(await submit(page, "Create account")).toBe(200);
  await expect(page).toHaveURL(`${system.web.origin}/tasks`);
});

test("no request to the right name, and none of a script, is sent elsewhere", async ({ system }) => {
  const html = { headers: { Accept: "text/html" } };
  const other = system.web.origin.replace("localhost", "127.0.0.1");
  expect((await get(`${system.web.origin}/sign-in`, html)).headers.get("Refresh")).toBeNull();
  expect((await get(`${other}/sign-in`)).headers.get("Refresh")).toBeNull();
  const sent = await get(`${other}/sign-in?a='%22b`, html);
  expect(sent.headers.get("Refresh")).toMatch(`0; url=${system.web.origin}/sign-in`);
  expect(sent.headers.get("Cache-Control")).toContain("no-store");
});
