import { defineConfig, type ReporterDescription } from "@playwright/test";
import { chromium } from "./fixtures/paths.ts";
import type { WorkerOptions } from "./fixtures/test.ts";

const executablePath = chromium();
/** E2E_JSON names a file for a machine-readable result beside the list. */
const json = process.env.E2E_JSON;
const reporters: ReporterDescription[] = [
  ["list"],
  ...(json ? [["json", { outputFile: json }] as const] : []),
];

export default defineConfig<object, WorkerOptions>({
  testDir: "tests",
  globalSetup: "./fixtures/global-setup.ts",
  fullyParallel: true,
  workers: 2,
  retries: 0,
  forbidOnly: true,
  timeout: 60_000,
  expect: { timeout: 10_000 },
  reporter: reporters,
  use: {
    locale: "en-GB",
    timezoneId: "UTC",
    // Without pictures and copies of the page: they would be taken in every test, and most pass.
    trace: { mode: "retain-on-failure", screenshots: false, snapshots: false },
    launchOptions: {
      ...(executablePath && { executablePath }),
      args: [
        "--no-sandbox",
        "--disable-quic",
        "--disable-background-networking",
        "--disable-component-update",
        "--disable-sync",
      ],
    },
  },
  projects: [
    { name: "sqlite", use: { database: "sqlite" }, testIgnore: /(logs|roles)\.spec/, teardown: "logs" },
    {
      name: "postgresql",
      use: { database: "postgresql" },
      // What touches the database; the rest is the same code whichever one is behind it.
      testMatch: /(sign-up-and-log-in|isolation|path-user-id|survives|sessions|revocation|roles)\.spec/,
      teardown: "logs",
    },
    { name: "logs", testMatch: /logs\.spec/ },
  ],
});
