import { call } from "../fixtures/api-call.ts";
import { fillSignIn, submit } from "../fixtures/auth-pages.ts";
import { postJson } from "../fixtures/from-address.ts";
import { TasksPage } from "../fixtures/tasks-page.ts";
import { expect, test } from "../fixtures/test.ts";
import { mint, newCredentials, signUp } from "../fixtures/users.ts";

/** With `?ended` where the page had not expected it. */
const SIGN_IN = /\/sign-in(\?ended)?$/;

test("signing out in one tab ends the other", async ({ context, page, user: _ }) => {
  const [here, there] = [new TasksPage(page), new TasksPage(await context.newPage())];
  await here.open();
  await there.open();
  await there.add("Private matter");
  await expect(there.item("Private matter")).toBeVisible();
  await here.button("Sign out").click();
  await expect(page).toHaveURL("/sign-in");
  await expect(there.page).toHaveURL(SIGN_IN);
  await expect(there.page.getByText("Private matter")).toHaveCount(0);
});

test("the next user of the same browser sees nothing of the former", async ({
  page,
  system,
  user,
  watch,
}) => {
  const tasks = new TasksPage(page);
  await tasks.open();
  await tasks.add("Ada's secret plan");
  await expect(tasks.item("Ada's secret plan")).toBeVisible();
  await tasks.filter("Open").click(); // a second entry of the history: signing out replaces only the last
  await expect(tasks.item("Ada's secret plan")).toBeVisible();
  await tasks.button("Sign out").click();
  await expect(page).toHaveURL("/sign-in");
  await page.goBack();
  await expect(page).toHaveURL(SIGN_IN);
  await expect(page.getByText("Ada's secret plan")).toHaveCount(0);

  const bob = await signUp(system, newCredentials("Bob"));
  await fillSignIn(page, bob); // in the very document that Ada left
  expect(await submit(page, "Sign in")).toBe(200);
  await expect(page).toHaveURL("/tasks");
  await tasks.ready();
  const before = (await watch.settled()).length;
  await tasks.add("Bob's own");
  await expect(tasks.item("Bob's own")).toBeVisible();
  await expect(page.getByText("Ada's secret plan")).toHaveCount(0);
  await page.goBack();
  await expect(page.getByText("Ada's secret plan")).toHaveCount(0);
  await page.goForward();
  await expect(page.getByText("Ada's secret plan")).toHaveCount(0);

  const later = (await watch.settled()).slice(before).map(({ url }) => url);
  expect(later.filter((url) => url.includes(user.id))).toEqual([]);
});

test("no token is minted after sign-out with the old cookie", async ({ system }) => {
  const { web, api } = system;
  const ada = await signUp(system);
  const headers = { Cookie: ada.cookie };
  expect((await mint(web.origin, ada.cookie)).response.status).toBe(200);
  expect((await postJson(`${web.origin}/api/auth/sign-out`, {}, { headers })).status).toBe(200);

  const { response, token } = await mint(web.origin, ada.cookie);
  expect([response.status, token]).toEqual([401, ""]);
  const page = await fetch(`${web.origin}/tasks`, { headers, redirect: "manual" });
  expect(page.status).toBe(307);
  expect((await call(`${api.origin}/api/${ada.id}/tasks`, { headers })).status).toBe(401);
});

test("the session cookie is out of reach for scripts and for other sites", async ({ system }) => {
  const credentials = newCredentials();
  system.confidential.add(credentials.password);
  const response = await postJson(`${system.web.origin}/api/auth/sign-up/email`, credentials, {
    address: "127.0.0.9",
  });
  const cookies = response.headers.getSetCookie();
  expect(cookies.length).toBeGreaterThan(0);
  for (const cookie of cookies) {
    const [pair = "", ...attributes] = cookie.split("; ");
    system.confidential.add(decodeURIComponent(pair.slice(pair.indexOf("=") + 1)));
    expect(attributes).toContain("HttpOnly");
    expect(attributes).toContain("SameSite=Lax");
    expect(attributes).toContain("Path=/");
    expect(cookie).not.toMatch(/; domain=/i);
  }
});
