import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { expect, it } from "vitest";
import { DEFAULT_REQUESTS, DEFAULT_TIMEOUT } from "../../src/audit/options.js";
import { ATTEMPTS, FAULTS } from "../../src/audit/report/findings.js";
import { AUDIT_USAGE } from "../../src/cli/audit-arguments.js";
import { PLANTED } from "./fixtures/faults/index.js";

const GUIDE = readFileSync(fileURLToPath(new URL("../../../../docs/audit.md", import.meta.url)), "utf8");

it("the guide has every attempt and every fault, in the words of the table", () => {
  for (const [name, meaning] of Object.entries({ ...ATTEMPTS, ...FAULTS })) {
    expect(GUIDE).toContain(`| \`${name}\` | ${meaning} |`);
  }
});

it("every fault is planted somewhere, so that it is known to be found", () => {
  const planted = PLANTED.flatMap(({ fault, also = [] }) => [fault, ...also]);
  expect(new Set(planted)).toEqual(new Set(Object.keys(FAULTS)));
});

it("the limits are those that are told", () => {
  expect(GUIDE).toContain(`(${DEFAULT_REQUESTS.toLocaleString("en")})`);
  expect(AUDIT_USAGE).toContain(`${DEFAULT_REQUESTS} unless given`);
  expect(GUIDE).toContain(`(${DEFAULT_TIMEOUT / 1000} seconds)`);
});

it("the options of the guide are those of the command", () => {
  const own = GUIDE.replaceAll(/(?:npm install|npx) --[a-z-]+/g, "");
  const options = own.match(/(?<=[\s`])--[a-z][a-z-]+/g) ?? [];
  expect(options.length).toBeGreaterThan(5);
  for (const option of options) expect(AUDIT_USAGE).toContain(option);
});
