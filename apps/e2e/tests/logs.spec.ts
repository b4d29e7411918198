import { existsSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "@playwright/test";
import { paths } from "../fixtures/paths.ts";
import { JWT } from "../fixtures/traces.ts";

const LIST = "confidential.txt";

/** Runs after all other tests: every server's log, and every value that it must not hold. */
test("the logs of the whole run hold no token, secret, cookie or password", () => {
  const folders = readdirSync(paths.servers, { withFileTypes: true }).filter(
    (entry) => entry.isDirectory() && existsSync(join(paths.servers, entry.name, LIST)),
  );
  expect(folders.length).toBeGreaterThan(0);
  for (const { name } of folders) {
    const folder = join(paths.servers, name);
    const secrets = readFileSync(join(folder, LIST), "utf8").split("\n").filter(Boolean);
    rmSync(join(folder, LIST));
    const logs = readdirSync(folder).filter((file) => file.endsWith(".log"));
    expect(logs).toEqual(expect.arrayContaining(["api.log", "web.log"]));
    for (const log of logs) {
      const text = readFileSync(join(folder, log), "utf8");
      const found = secrets.filter(
        (secret) => text.includes(secret) || text.includes(encodeURIComponent(secret)),
      );
      // Counted, not shown: a report is a log too.
      expect(found.length, `${name}/${log} holds values that it must not`).toBe(0);
      expect(JWT.test(text), `${name}/${log} holds a token`).toBe(false);
    }
  }
});
