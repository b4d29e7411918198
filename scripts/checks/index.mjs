/** The static checks of `npm test`, each of which counts as one test. */
import { readFileSync } from "node:fs";
import { API, inRoot, ROOT, VENV_PYTHON } from "../lib/paths.mjs";
import { checkOpenapi, checkVectors } from "./generated-files.mjs";
import { checkImports } from "./imports.mjs";
import { checkLockFile } from "./lock-file.mjs";
import { checkVectorShapes } from "./vectors.mjs";

/**
 * @typedef {{ name: string, command: string, args: string[], cwd: string, env?: NodeJS.ProcessEnv, examine?: undefined }} Tool
 * @typedef {{ name: string, examine: (context: import("./generated-files.mjs").Context) => Promise<void> }} Examination
 */

/** @param {string} name @param {string} file - below node_modules @param {string[]} args @returns {Tool} */
const node = (name, file, ...args) => ({
  name,
  command: process.execPath,
  args: [inRoot("node_modules", file), ...args],
  cwd: ROOT,
});

/** @param {string} name @param {string} cwd @param {string[]} args @returns {Tool} */
const python = (name, cwd, ...args) => ({ name, command: VENV_PYTHON, args: ["-m", ...args], cwd });

/** What the packages are made of is read once for all. @param {string} path @param {string} cwd @param {string[]} args @returns {Tool} */
const mypy = (path, cwd, ...args) => ({
  ...python(`mypy ${path}`, cwd, "mypy", ...args),
  env: { MYPY_CACHE_DIR: inRoot(".mypy_cache") },
});

/** @param {string} script @returns {Tool[]} one for each workspace that has the script */
function eachWorkspace(script) {
  /** @type {string[]} */
  const workspaces = JSON.parse(readFileSync(inRoot("package.json"), "utf8")).workspaces;
  const having = workspaces.filter(
    (path) => JSON.parse(readFileSync(inRoot(path, "package.json"), "utf8")).scripts?.[script],
  );
  return having.map((path) => ({
    name: `${script} ${path}`,
    command: "npm",
    args: ["run", script, "-w", path],
    cwd: ROOT,
  }));
}

const PYTHON_PACKAGE = inRoot("packages/python");

/** @type {(Tool | Examination)[]} */
export const CHECKS = [
  { name: "lock file holds no address", examine: checkLockFile },
  { name: "who may import whom", examine: checkImports },
  { name: "vectors are up to date", examine: checkVectors },
  { name: "vectors have their shape, and rules their vectors", examine: checkVectorShapes },
  { name: "OpenAPI document is up to date", examine: checkOpenapi },
  node("biome", "@biomejs/biome/bin/biome", "check", "--error-on-warnings", "."),
  node("typecheck scripts", "typescript/bin/tsc", "-p", "scripts/tsconfig.json"),
  node("typecheck docs", "typescript/bin/tsc", "-p", "docs/tests/tsconfig.json"),
  ...eachWorkspace("typecheck"),
  ...eachWorkspace("check:package"),
  ...eachWorkspace("api-types:check"),
  node("knip", "knip/bin/knip.js"),
  python("ruff check", ROOT, "ruff", "check", "--no-cache", "."),
  python("ruff format", ROOT, "ruff", "format", "--no-cache", "--check", "."),
  mypy("packages/python", PYTHON_PACKAGE, "--strict", "src", "tests"),
  mypy("apps/api", API),
  mypy("bench", inRoot("bench")),
  mypy("conformance/verifiers", inRoot("conformance/verifiers")),
  mypy("conformance/servers", ROOT, "--strict", "--explicit-package-bases", "conformance/servers"),
  node("pyright packages/python", "pyright/index.js", "-p", PYTHON_PACKAGE),
  node("pyright apps/api", "pyright/index.js", "-p", API),
];
