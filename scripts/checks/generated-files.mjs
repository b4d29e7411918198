/** Files that are made from others and checked in: made again, and compared. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { Failure } from "../lib/failure.mjs";
import { API, inRoot, VENV_PYTHON } from "../lib/paths.mjs";
import { run } from "../lib/processes.mjs";

/** @typedef {{ env: NodeJS.ProcessEnv, log: (name: string) => string }} Context */

const OPENAPI = join(API, "openapi.json");

/** The OpenAPI document is what the API's code says. @param {Context} context */
export async function checkOpenapi({ env, log }) {
  const printed = log("openapi");
  const own = { ...env, PYTHONPATH: API, PYTHONDONTWRITEBYTECODE: "1" };
  const args = ["-W", "error", "-m", "todo_api.openapi"];
  await run(VENV_PYTHON, args, { cwd: API, env: own, log: printed, what: "printing the OpenAPI document" });
  const mend = "cd apps/api && ../../.venv/bin/python -m todo_api.openapi > openapi.json";
  requireSame(readFileSync(printed, "utf8"), OPENAPI, mend);
}

/** The vectors are what their generator makes. @param {Context} context */
export async function checkVectors({ env, log }) {
  const args = [inRoot("conformance/generate.mjs"), "--check"];
  await run(process.execPath, args, {
    cwd: inRoot("."),
    env,
    log: log("vectors"),
    what: "conformance/generate.mjs",
  });
}

/** @param {string} made @param {string} path @param {string} mend */
function requireSame(made, path, mend) {
  const now = readFileSync(path, "utf8");
  if (made.trim() === now.trim()) return;
  const lines = now.split("\n");
  const line = made.split("\n").findIndex((text, index) => text !== lines[index]);
  throw new Failure(`${path} has drifted. Mend: ${mend}`, `The first difference is in line ${line + 1}.`);
}
