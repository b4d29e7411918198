import { existsSync, readdirSync } from "node:fs";
import { join, relative } from "node:path";
import { expect, test } from "@playwright/test";
import { examineLogs, LIST } from "../../../scripts/lib/testing/log-step.mjs";
import { paths } from "../fixtures/paths.ts";

/** Runs after all other tests: every server's log, and every value that it must not hold. */
test("the logs of the whole run hold no token, secret, cookie, password or claim value", () => {
  const systems = readdirSync(paths.servers).filter((name) => existsSync(join(paths.servers, name, LIST)));
  expect(systems.length).toBeGreaterThan(0);
  for (const name of systems) {
    expect(readdirSync(join(paths.servers, name))).toEqual(expect.arrayContaining(["api.log", "web.log"]));
  }
  const folder = relative(paths.root, paths.servers);
  expect(examineLogs([{ folder, servers: true }], 0).problems).toEqual([]);
});
