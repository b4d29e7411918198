/** Files that are made from others and checked in: made again, and compared. */
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { Failure } from "../lib/failure.mjs";
import { API, inRoot, VENV_PYTHON, WEB } from "../lib/paths.mjs";
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

/** The web app's types of the API are those of the OpenAPI document. @param {Context} context */
export async function checkApiTypes({ env, log }) {
  const folder = mkdtempSync(join(tmpdir(), "api-types-"));
  try {
    const made = join(folder, "schema.gen.ts");
    const home = createRequire(join(WEB, "package.json")).resolve("openapi-typescript/package.json");
    const args = [join(dirname(home), "bin/cli.js"), OPENAPI, "-o", made];
    await run(process.execPath, args, { cwd: WEB, env, log: log("api-types"), what: "openapi-typescript" });
    requireSame(
      readFileSync(made, "utf8"),
      inRoot("apps/web/lib/api/schema.gen.ts"),
      "npm run api-types -w apps/web",
    );
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
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
