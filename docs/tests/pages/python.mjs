/** Runs Python beside the code of a page. */
import { spawnSync } from "node:child_process";
import { inRoot, VENV_PYTHON } from "../../../scripts/lib/paths.mjs";
import { blocksOf } from "./blocks.mjs";

const SETTINGS = {
  BETTER_AUTH_SECRET: "correct-horse-battery-staple-0123456789abcdef",
  BETTER_AUTH_URL: "https://app.example",
  JWT_AUDIENCE: "todo-api",
};

/**
 * @param {string} page - below docs; the program finds its blocks in `BLOCKS`, by name
 * @param {string} program
 * @returns {{ stdout: string, stderr: string }}
 */
export function runBeside(page, program) {
  const blocks = JSON.stringify(Object.fromEntries(blocksOf(page, "python")));
  return spawnSync(VENV_PYTHON, ["-c", `import json, sys\nBLOCKS = json.load(sys.stdin)\n${program}`], {
    cwd: inRoot("docs"),
    input: blocks,
    encoding: "utf8",
    env: { ...process.env, ...SETTINGS, PYTHONDONTWRITEBYTECODE: "1" },
  });
}
