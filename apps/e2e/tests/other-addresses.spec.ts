/** The app beside a second web server that is set up for the same address, and listens at another. */
import { join } from "node:path";
import { TaskClient } from "../fixtures/api-call.ts";
import { fillSignIn, submit } from "../fixtures/auth-pages.ts";
import { freePorts } from "../fixtures/network.ts";
import type { System } from "../fixtures/system.ts";
import { expect, test } from "../fixtures/test.ts";
import { signUp } from "../fixtures/users.ts";
import { WebServer } from "../fixtures/web-server.ts";

async function withSecondServer(
  system: System,
  change: Readonly<Record<string, string>>,
  work: (origin: string) => Promise<void>,
): Promise<void> {
  const [port = 0] = await freePorts(1);
  const server = new WebServer(port, { ...system.webEnv, ...change }, join(system.logs, "second-web.log"));
  try {
    await server.start(); // the same database, already migrated
    await work(server.origin);
  } finally {
    await server.kill();
  }
}

test("the server loads tasks from API_URL where the browser's address of the API leads nowhere", async ({
  system,
}) => {
  const ada = await signUp(system);
  await new TaskClient(system.api.origin, ada.id, await ada.token()).add("Wind the clock");
  const [closed = 0] = await freePorts(1);
  const nowhere = `http://localhost:${closed}`;
  const tasks = async (origin: string): Promise<string> =>
    (await fetch(`${origin}/tasks`, { headers: { Cookie: ada.cookie } })).text();

  await withSecondServer(
    system,
    { NEXT_PUBLIC_API_URL: nowhere, API_URL: system.api.origin },
    async (origin) => expect(await tasks(origin)).toContain("Wind the clock"),
  );
});

test("a form at an address that the app is not set up for names the right one", async ({ page, system }) => {
  const ada = await signUp(system);
  await withSecondServer(system, {}, async (origin) => {
    await page.goto(`${origin}/sign-in`);
    await fillSignIn(page, ada);
    expect(await submit(page, "Sign in")).toBe(403);
    await expect(page.getByRole("alert").filter({ hasText: "Open this app at" })).toContainText(
      `${system.web.origin}.`,
    );
  });
});
