/** The suites of `npm test`. */
import { findFiles } from "../files.mjs";
import { inRoot, ROOT, VENV_PYTHON } from "../paths.mjs";

/** @typedef {"npm" | "python" | "library" | "contract" | "web" | "postgres" | "pgbouncer" | "redis" | "chromium"} Need */
/**
 * A command that writes a JUnit report.
 *
 * @typedef {object} Suite
 * @property {string} name
 * @property {string} title
 * @property {import("./schedule.mjs").Stage} stage
 * @property {Need[]} needs
 * @property {string} [logs] - folder below the root where the servers that it starts leave their logs
 * @property {(report: string) => { command: string, args: string[], cwd: string, env?: NodeJS.ProcessEnv }} [command]
 */

/** @param {string} workspace */
const vitest = (workspace) => (/** @type {string} */ report) => ({
  command: process.execPath,
  args: [
    inRoot("node_modules/vitest/vitest.mjs"),
    "run",
    "--reporter=default",
    "--reporter=junit",
    `--outputFile.junit=${report}`,
  ],
  cwd: inRoot(workspace),
});

/** @param {string} folder */
const pytest = (folder) => (/** @type {string} */ report) => ({
  command: VENV_PYTHON,
  args: ["-m", "pytest", "-q", "-p", "no:cacheprovider", `--junit-xml=${report}`],
  cwd: inRoot(folder),
  env: { PYTHONDONTWRITEBYTECODE: "1" },
});

/** The test of a whole clone takes minutes, and is a suite of its own. @param {string} path */
const inClone = (path) => path.includes("/scripts/clone/");
/** So does that of the walls. @param {string} path */
const inIsolation = (path) => path.includes("/scripts/isolation/");
/** So does everything at once. @param {string} path */
const inScenario = (path) => path.includes("/scripts/scenario/");

/** @param {string} folder @param {(path: string) => boolean} [choose] - among its tests */
const nodeTest =
  (folder, choose = () => true) =>
  (/** @type {string} */ report) => ({
    command: process.execPath,
    args: [
      "--test",
      "--test-reporter=spec",
      "--test-reporter-destination=stdout",
      "--test-reporter=junit",
      `--test-reporter-destination=${report}`,
      ...findFiles(inRoot(folder), ".test.mjs").filter(choose),
    ],
    cwd: ROOT,
  });

/** @param {string} report */
const playwright = (report) => ({
  command: process.execPath,
  args: [inRoot("node_modules/@playwright/test/cli.js"), "test", "--reporter=list,junit"],
  cwd: inRoot("apps/e2e"),
  env: { PLAYWRIGHT_JUNIT_OUTPUT_FILE: report },
});

/** In each stage the longest first: the short ones fill what is left. @type {Suite[]} */
export const SUITES = [
  {
    name: "python",
    title: "Python package",
    stage: "any",
    needs: ["python", "postgres", "pgbouncer", "redis"],
    command: pytest("packages/python"),
  },
  {
    name: "typescript",
    title: "TypeScript package",
    stage: "any",
    needs: ["npm", "python", "library", "redis"], // the audit's tests start the Todo API
    command: vitest("packages/typescript"),
  },
  {
    name: "clone",
    title: "a clone starts",
    stage: "any",
    needs: ["npm", "postgres"],
    command: nodeTest("scripts", inClone),
  },
  {
    name: "api",
    title: "API, both databases",
    stage: "any",
    needs: ["npm", "python", "library", "postgres", "redis"], // the audit is the npm package's
    command: pytest("apps/api"),
  },
  {
    name: "contract",
    title: "the contract, six servers",
    stage: "any",
    needs: ["npm", "python", "library", "contract"],
    logs: ".cache/conformance/contract",
    command: nodeTest("conformance", (path) => /\/conformance\/(contract|report|servers)\//.test(path)),
  },
  { name: "static", title: "static checks", stage: "any", needs: ["npm", "python", "library", "web"] },
  {
    name: "docs",
    title: "what the pages say",
    stage: "any",
    needs: ["npm", "python", "library", "postgres"],
    logs: ".cache/conformance/docs",
    command: nodeTest("docs"),
  },
  {
    name: "fuzz",
    title: "both verifiers, fuzzed",
    stage: "any",
    needs: ["npm", "python", "library"],
    command: nodeTest("conformance", (path) => /\/conformance\/(fuzz|verifiers)\//.test(path)),
  },
  {
    name: "scripts",
    title: "these scripts",
    stage: "any",
    needs: ["npm", "library", "postgres", "pgbouncer"], // the forgeries of the scenario are made by the library
    command: nodeTest("scripts", (path) => ![inClone, inIsolation, inScenario].some((is) => is(path))),
  },
  { name: "web", title: "web app", stage: "any", needs: ["npm", "library"], command: vitest("apps/web") },
  {
    name: "bench",
    title: "measurements' own tests",
    stage: "any",
    needs: ["npm", "python", "library"],
    command: nodeTest("bench"),
  },
  {
    name: "e2e",
    title: "whole system, browser",
    stage: "timed",
    needs: ["npm", "python", "library", "web", "postgres", "chromium"],
    logs: "apps/e2e/test-results/servers",
    command: playwright,
  },
  {
    name: "scenario",
    title: "everything at once",
    stage: "timed",
    needs: ["npm", "python", "library", "web", "postgres", "redis"],
    logs: ".cache/scenario/servers",
    command: nodeTest("scripts", inScenario),
  },
  {
    name: "isolation",
    title: "each wall, under load",
    stage: "timed",
    needs: ["npm", "python", "library", "postgres"],
    logs: ".cache/isolation/servers",
    command: nodeTest("scripts", inIsolation),
  },
  {
    name: "rotation",
    title: "a new secret, under load",
    stage: "timed",
    needs: ["npm", "python", "library", "postgres"],
    logs: ".cache/conformance/rotation",
    command: nodeTest("conformance", (path) => path.includes("/conformance/rotation/")),
  },
];
