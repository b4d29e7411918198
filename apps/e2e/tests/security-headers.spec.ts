import { fillSignIn, fillSignUp, submit } from "../fixtures/auth-pages.ts";
import { TasksPage } from "../fixtures/tasks-page.ts";
import { expect, test } from "../fixtures/test.ts";
import { newCredentials } from "../fixtures/users.ts";

const FIXED = {
  "x-content-type-options": "nosniff",
  "x-frame-options": "DENY",
  "referrer-policy": /^(same-origin|no-referrer|strict-origin-when-cross-origin)$/,
  "cross-origin-opener-policy": "same-origin",
  "permissions-policy": /camera=\(\)/,
} as const;

const directive = (policy: string, name: string): string[] =>
  policy
    .split("; ")
    .find((part) => part.startsWith(`${name} `))
    ?.split(" ")
    .slice(1) ?? [];

for (const path of ["/sign-in", "/sign-up", "/tasks", "/no-such-page", "/api/auth/ok"]) {
  test(`security headers on ${path}`, async ({ system, pair: [ada] }) => {
    const headers = path === "/tasks" ? { Cookie: ada.cookie } : {};
    const answers = [
      await fetch(system.web.origin + path, { headers }),
      await fetch(system.web.origin + path, { headers }),
    ];
    const policies = answers.map((answer) => answer.headers.get("Content-Security-Policy") ?? "");
    for (const [name, value] of Object.entries(FIXED))
      expect(answers[0]?.headers.get(name), name).toMatch(value);
    expect(answers[0]?.headers.get("X-Powered-By")).toBeNull();

    const [policy = "", again] = policies;
    expect(again, "a nonce is used once").not.toBe(policy);
    expect(directive(policy, "default-src")).toEqual(["'self'"]);
    for (const name of ["script-src", "style-src"]) {
      expect(directive(policy, name).some((source) => source.startsWith("'nonce-"))).toBe(true);
      expect(policy).not.toMatch(/unsafe-(inline|eval)/);
    }
    expect(directive(policy, "connect-src")).toEqual(["'self'", system.api.origin]);
    for (const name of ["object-src", "base-uri", "frame-ancestors"])
      expect(directive(policy, name)).toEqual(["'none'"]);
    expect(directive(policy, "form-action")).toEqual(["'self'"]);
  });
}

test("security headers on the API", async ({ system }) => {
  const answer = await fetch(`${system.api.origin}/health`);
  expect(answer.headers.get("X-Content-Type-Options")).toBe("nosniff");
  expect(answer.headers.get("Server") ?? "").not.toMatch(/\d/);
});

test("no complaint of the browser in the whole journey", async ({ page, system, watch }) => {
  const ada = newCredentials();
  system.confidential.add(ada.password);
  const tasks = new TasksPage(page);
  await page.goto("/sign-up");
  await fillSignUp(page, ada);
  await submit(page, "Create account");
  await expect(page).toHaveURL("/tasks");
  await tasks.add("Oil the hinges", "The squeaky one");
  await tasks.checkbox("Oil the hinges").check();
  await tasks.filter("Completed").click();
  await expect(tasks.item("Oil the hinges")).toBeVisible();
  await tasks.button("Edit Oil the hinges").click();
  await page.getByRole("textbox", { name: "Title" }).fill("Oil all hinges");
  // The list shows the change at once; a reload before the API has it would lose it.
  const saved = page.waitForResponse(
    (response) => /PUT|PATCH/.test(response.request().method()) && response.ok(),
  );
  await tasks.button("Save").click();
  await expect(tasks.item("Oil all hinges")).toBeVisible();
  await saved;
  await page.reload();
  await tasks.button("Delete Oil all hinges").click();
  await expect(tasks.item("Oil all hinges")).toHaveCount(0);
  await tasks.button("Sign out").click();
  await expect(page).toHaveURL("/sign-in");
  await fillSignIn(page, ada);
  await submit(page, "Sign in");
  await expect(page).toHaveURL("/tasks");
  expect(watch.complaints).toEqual([]);
});

test("the browser's complaints are heard", async ({ page, watch }) => {
  await page.goto("/sign-in");
  await page.evaluate(() => {
    const script = document.createElement("script");
    script.textContent = "window.injected = true";
    script.setAttribute("nonce", "guessed");
    document.body.innerHTML = "<img src=x onerror='window.injected = true'>";
    return fetch("http://192.0.2.1/").catch(() => {});
  });
  await expect.poll(() => watch.complaints.join()).toMatch(/Content Security Policy/);
  expect(await page.evaluate(() => "injected" in window)).toBe(false);
});
