import type { Page } from "@playwright/test";
import { call } from "../fixtures/api-call.ts";
import { postJson } from "../fixtures/from-address.ts";
import type { System } from "../fixtures/system.ts";
import { TasksPage } from "../fixtures/tasks-page.ts";
import { expect, test } from "../fixtures/test.ts";
import { adopt, mint, signIn, signUp, type User } from "../fixtures/users.ts";
import { Watch } from "../fixtures/watch.ts";

const tasksOf = (system: System, user: User): string => `${system.api.origin}/api/${user.id}/tasks`;

/** Milliseconds until the API refuses the token. Until then it accepts it; anything else is an error. */
async function untilRefused(system: System, user: User, token: string): Promise<number> {
  const begun = performance.now();
  for (;;) {
    const { status, body } = await call(tasksOf(system, user), { token });
    if (status === 200) continue;
    expect([status, body.code]).toEqual([401, "token_revoked"]);
    return performance.now() - begun;
  }
}

/** The token that a page sent last. */
async function tokenOf(watch: Watch, system: System): Promise<string> {
  const token = (await watch.tokens()).at(-1) ?? "";
  system.confidential.addToken(token);
  return token;
}

/** Sign out everywhere, from nowhere in particular. */
async function revokeAll({ web }: System, { cookie }: User): Promise<void> {
  const answer = await postJson(
    `${web.origin}/api/auth/revoke-sessions`,
    {},
    { headers: { Cookie: cookie } },
  );
  expect(answer.status).toBe(200);
}

/** Add a task, so that the page has a token in use. */
async function use(page: Page): Promise<TasksPage> {
  const tasks = new TasksPage(page);
  await tasks.open();
  await tasks.add("Private matter");
  await expect(tasks.button("Edit Private matter")).toBeEnabled();
  return tasks;
}

test("revocation: signing out ends the token that the page had, within a second", async ({
  page,
  system,
  user,
  watch,
}) => {
  const tasks = await use(page);
  const token = await tokenOf(watch, system);
  expect((await call(tasksOf(system, user), { token })).status).toBe(200);
  const answered = page.waitForResponse("**/api/auth/sign-out");
  await tasks.button("Sign out").click();
  expect((await answered).status()).toBe(200);
  expect(await untilRefused(system, user, token)).toBeLessThan(1_000);
});

test("revocation: signing out everywhere ends another browser's token and page, and nobody else's", async ({
  browser,
  page,
  pair: [bob],
  system,
  user,
}) => {
  const phone = await browser.newContext({ baseURL: system.web.origin });
  const seen = new Watch(phone);
  await adopt(phone, await signIn(system, user), system.web.origin);
  const there = await use(await phone.newPage());
  const token = await tokenOf(seen, system);
  const bobs = await bob.token();

  const here = new TasksPage(page);
  await here.open();
  await here.account.click();
  const answered = page.waitForResponse("**/api/auth/revoke-sessions");
  await here.button("Sign out everywhere").click();
  expect((await answered).status()).toBe(200);
  expect(await untilRefused(system, user, token)).toBeLessThan(1_000);
  await expect(page).toHaveURL("/sign-in");
  await expect(page.getByText("You are signed out everywhere.")).toBeVisible();

  // It does not know yet. What it asks next is refused, asked again with another token, and there is none.
  await there.checkbox("Private matter").click();
  await expect(there.page).toHaveURL("/sign-in");
  await expect(there.page.getByText("Your session has ended. Sign in again.")).toBeVisible();
  await expect(there.page.getByText("Private matter")).toHaveCount(0);
  await phone.close();

  expect((await call(tasksOf(system, bob), { token: bobs })).status).toBe(200);
  const minted = await mint(system.web.origin, bob.cookie);
  system.confidential.addToken(minted.token);
  expect(minted.response.status).toBe(200);
});

test("revocation: a page that nobody touches notices within a minute", async ({ page, system, user }) => {
  await page.clock.install();
  await use(page);
  const elsewhere = await signIn(system, user);
  await revokeAll(system, elsewhere);
  await page.clock.fastForward("01:01");
  await expect(page).toHaveURL("/sign-in");
  await expect(page.getByText("Private matter")).toHaveCount(0);
});

test("revocation: what cannot be ended everywhere is said, and can be tried again", async ({
  page,
  user: _,
}) => {
  const tasks = new TasksPage(page);
  await tasks.open();
  const path = "**/api/auth/revoke-sessions";
  const failure = (text: string) => page.getByRole("alert").filter({ hasText: text });
  await page.route(path, (route) => route.abort(), { times: 1 });
  await tasks.account.click();
  await tasks.button("Sign out everywhere").click();
  const unanswered = failure("The server did not answer: you may not be signed out everywhere.");
  await expect(unanswered).toBeVisible();
  await expect(tasks.button("Sign out everywhere")).toBeFocused();
  // As while the database is down: nothing has ended.
  await page.route(path, (route) => route.fulfill({ status: 401, json: {} }), { times: 1 });
  await unanswered.getByRole("button", { name: "Try again" }).click();
  const refused = failure("You are not signed out everywhere: the server could not do it.");
  await refused.getByRole("button", { name: "Try again" }).click();
  await expect(page).toHaveURL("/sign-in");
  const done = page.getByText("You are signed out everywhere.");
  await expect(done).toBeVisible();
  // Nobody else's claim: it is not in the address, and does not come back.
  await page.goto("/sign-in?ended=everywhere");
  await expect(page.getByRole("button", { name: "Sign in" })).toBeEnabled();
  await expect(done).toHaveCount(0);
});

test("revocation: a page whose session has ended meanwhile claims to have ended nothing", async ({
  page,
  system,
  user,
}) => {
  const tasks = new TasksPage(page);
  await tasks.open();
  await revokeAll(system, user);
  await tasks.account.click();
  await tasks.button("Sign out everywhere").click();
  await expect(page).toHaveURL("/sign-in");
  await expect(page.getByText("Your session has ended. Sign in again.")).toBeVisible();
});

test("revocation: strangers hear nothing of it", async ({ system, pair: [ada] }) => {
  const feed = `${system.web.origin}/api/auth/revocations`;
  for (const headers of [{}, { Cookie: ada.cookie }, { Authorization: `Bearer ${await ada.token()}` }]) {
    const answer = await call(feed, { headers });
    expect(answer.status).toBe(401);
    expect(answer.headers.get("Content-Type")).toContain("application/problem+json");
  }
});

test("revocation: the web server restarts, and the API goes on and hears what comes later", async ({
  system,
}) => {
  const ada = await signUp(system);
  const token = await ada.token();
  await system.web.stop(); // politely: it must not wait for the API, which would listen for ever
  expect((await call(tasksOf(system, ada), { token })).status).toBe(200);
  await system.web.start();
  expect((await call(tasksOf(system, ada), { token })).status).toBe(200);
  await revokeAll(system, ada);
  expect(await untilRefused(system, ada, token)).toBeLessThan(10_000);
});
