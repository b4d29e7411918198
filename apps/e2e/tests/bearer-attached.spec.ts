import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { Page } from "@playwright/test";
import { fillSignIn, submit } from "../fixtures/auth-pages.ts";
import { startOtherOrigin } from "../fixtures/other-origin.ts";
import { paths } from "../fixtures/paths.ts";
import { TasksPage } from "../fixtures/tasks-page.ts";
import { expect, signedIn, test } from "../fixtures/test.ts";
import { JWT, traces } from "../fixtures/traces.ts";
import { signUp } from "../fixtures/users.ts";

/** Everything that the page can do with the API, once. */
async function useEverything(page: Page): Promise<void> {
  const tasks = new TasksPage(page);
  await tasks.add("Water the plants");
  await tasks.checkbox("Water the plants").check();
  await tasks.button("Edit Water the plants").click();
  await page.getByRole("textbox", { name: "Title" }).fill("Water the cactus");
  await tasks.button("Save").click();
  await expect(tasks.item("Water the cactus")).toBeVisible();
  // The row goes before the request does.
  const sent = page.waitForRequest((request) => request.method() === "DELETE");
  await tasks.button("Delete Water the cactus").click();
  await expect(tasks.item("Water the cactus")).toHaveCount(0);
  await sent;
}

test("bearer attached: every call to the API carries it, and no other request", async ({
  page,
  system,
  watch,
}) => {
  const ada = await signUp(system);
  await page.goto("/sign-in");
  await fillSignIn(page, ada);
  await submit(page, "Sign in");
  await expect(page).toHaveURL("/tasks");
  await useEverything(page);

  const sent = await watch.settled();
  const toApi = sent.filter(({ url, method }) => url.startsWith(system.api.origin) && method !== "OPTIONS");
  expect(new Set(toApi.map(({ method }) => method))).toEqual(new Set(["GET", "POST", "PATCH", "DELETE"]));
  for (const { authorization } of toApi) expect(authorization).toMatch(/^Bearer [\w-]+\.[\w-]+\.[\w-]+$/);
  const others = sent.filter(({ url }) => !url.startsWith(system.api.origin));
  expect(others.filter(({ authorization }) => authorization !== undefined)).toEqual([]);
  expect(others.filter(({ url }) => !url.startsWith(system.web.origin))).toEqual([]);
});

test("bearer attached: storage, cookies readable by script, history and URLs hold no token", async ({
  page,
  user,
  watch,
}) => {
  const urls: string[] = [];
  page.on("framenavigated", (frame) => urls.push(frame.url()));
  await new TasksPage(page).open();
  await useEverything(page);

  const left = [await traces(page), ...urls, ...(await watch.settled()).map(({ url }) => url)].join("\n");
  const tokens = await watch.tokens();
  expect(tokens.length).toBeGreaterThan(0);
  for (const token of tokens) expect(left.includes(token)).toBe(false);
  expect(JWT.exec(left)).toBeNull();
  for (const pair of user.cookie.split("; ")) expect(left.includes(pair.split("=")[1] ?? pair)).toBe(false);
});

test("bearer attached: the token client sends nothing of it to another origin", async ({
  browser,
  system,
}) => {
  const other = await startOtherOrigin();
  // The app's policy alone would stop the request; without it the client has to.
  const context = await browser.newContext({ baseURL: system.web.origin, bypassCSP: true });
  try {
    await signedIn(context, system);
    await context.route("**/token-client/**", (route) => {
      const file = new URL(route.request().url()).pathname.replace("/token-client/", "");
      return route.fulfill({
        contentType: "text/javascript",
        body: readFileSync(join(paths.library, "dist", file), "utf8"),
      });
    });
    const page = await context.newPage();
    await page.goto("/tasks");
    const statuses = await page.evaluate(
      async ({ apiUrl, elsewhere }) => {
        const source = "/token-client/client/index.js";
        const { createTokenClient } = (await import(source)) as typeof import("jwt-auth-bridge/client");
        const tokens = createTokenClient({ apiUrl });
        const url = `${apiUrl}/api/nobody/tasks`;
        const [api, foreign] = [await tokens.fetch(url), await tokens.fetch(elsewhere)];
        return [api.status, foreign.status];
      },
      { apiUrl: system.api.origin, elsewhere: `${other.origin}/collect` },
    );
    // 403: the API took the token, it only is not nobody's.
    expect(statuses).toEqual([403, 200]);
    expect(other.received.length).toBeGreaterThan(0);
    for (const { headers } of other.received) {
      expect(headers.authorization).toBeUndefined();
      expect(headers.cookie).toBeUndefined();
      expect(JSON.stringify(headers)).not.toMatch(JWT);
    }
  } finally {
    await context.close();
    await other.close();
  }
});

test("bearer attached: the policy keeps the page from calling another origin at all", async ({
  page,
  user: _,
}) => {
  const other = await startOtherOrigin();
  try {
    await new TasksPage(page).open();
    const outcome = await page.evaluate(
      (url) =>
        fetch(url).then(
          () => "sent",
          () => "stopped",
        ),
      other.origin,
    );
    expect(outcome).toBe("stopped");
    expect(other.received).toEqual([]);
  } finally {
    await other.close();
  }
});
