/** `npm run screenshots -w apps/e2e -- <folder>`: the pages on a telephone and on a desk, in light and in dark. */
import { mkdirSync } from "node:fs";
import { join, resolve } from "node:path";
import { type Browser, chromium } from "@playwright/test";
import { TaskClient } from "../fixtures/api-call.ts";
import { buildAll } from "../fixtures/build.ts";
import * as places from "../fixtures/paths.ts";
import { type System, startSystem } from "../fixtures/system.ts";
import { TasksPage } from "../fixtures/tasks-page.ts";
import { adopt, newCredentials, signUp } from "../fixtures/users.ts";

const SIZES = [
  { width: 360, height: 740 },
  { width: 1280, height: 800 },
] as const;

const TASKS = [
  ["Return the library books", "Two of them are due on Friday."],
  ["Buy milk", ""],
  ["Water the plants", "The fern twice."],
  ["Call the dentist", ""],
] as const;

async function capture(browser: Browser, system: System, folder: string): Promise<void> {
  for (const viewport of SIZES) {
    for (const colorScheme of ["light", "dark"] as const) {
      const context = await browser.newContext({ baseURL: system.web.origin, viewport, colorScheme });
      const page = await context.newPage();
      const tasks = new TasksPage(page);
      const shot = (name: string) =>
        page.screenshot({
          path: join(folder, `${name}-${viewport.width}-${colorScheme}.png`),
          animations: "disabled",
        });

      await page.goto("/sign-in");
      await shot("sign-in");

      const user = await signUp(system, newCredentials("Ada"));
      await adopt(context, user, system.web.origin);
      await tasks.open();
      await shot("empty");

      const client = new TaskClient(system.api.origin, user.id, await user.token());
      const added = [];
      for (const [title, description] of [...TASKS].reverse())
        added.push(await client.add(title, description));
      await client.call(`/${added[1]?.id}/complete`, { method: "PATCH" });
      await page.reload();
      await tasks.ready();
      await shot("list");

      await tasks.account.press("Enter");
      await page.keyboard.press("Tab");
      await shot("account");
      await page.keyboard.press("Escape");

      await tasks.button("Edit Buy milk").click();
      await page.getByRole("textbox", { name: "Title" }).waitFor();
      await shot("editing");
      await context.close();
    }
  }
}

const [folder] = process.argv.slice(2);
if (folder === undefined) {
  console.error("Name a folder: npm run screenshots -w apps/e2e -- <folder>");
  process.exit(1);
}
// npm runs this in apps/e2e; a relative folder is meant from where the command was typed.
const target = resolve(process.env.INIT_CWD ?? ".", folder);
mkdirSync(target, { recursive: true });
await buildAll();
const executablePath = places.chromium();
const browser = await chromium.launch({ ...(executablePath && { executablePath }), args: ["--no-sandbox"] });
const system = await startSystem("sqlite", "screenshots");
try {
  await capture(browser, system, target);
  console.log(`20 pictures in ${target}`);
} finally {
  await browser.close();
  await system.stop();
}
