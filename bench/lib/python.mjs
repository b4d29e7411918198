/** A virtual environment of its own for the measurements: their peers are nothing that the project stands on. */
import { existsSync, rmSync } from "node:fs";
import { inRoot, ROOT } from "../../scripts/lib/paths.mjs";
import { run } from "../../scripts/lib/processes.mjs";
import { findPython } from "../../scripts/lib/python.mjs";
import { digest, isStamped, writeStamp } from "../../scripts/lib/stamps.mjs";

const VENV = inRoot("bench/.venv");
const REQUIREMENTS = inRoot("bench/requirements.txt");
const LIBRARY = inRoot("packages/python");

export const BENCH_PYTHON = inRoot("bench/.venv/bin/python");

/**
 * Make bench/.venv hold the pinned peers and the library, editable.
 *
 * @param {NodeJS.ProcessEnv} env
 * @param {string} log
 */
export async function installPeers(env, log) {
  const stamp = inRoot("bench/.venv/.installed");
  const value = digest([REQUIREMENTS, `${LIBRARY}/pyproject.toml`], [ROOT]);
  if (existsSync(BENCH_PYTHON) && isStamped(stamp, value)) return "up to date";
  const options = { cwd: ROOT, env, log };
  rmSync(VENV, { recursive: true, force: true });
  await run(findPython(), ["-m", "venv", VENV], { ...options, what: "making bench/.venv" });
  const pip = ["-m", "pip", "install", "--no-input"];
  const pinned = ["--require-hashes", "--only-binary", ":all:", "-r", REQUIREMENTS];
  await run(BENCH_PYTHON, [...pip, ...pinned], { ...options, what: "pip install" });
  const local = ["--no-deps", "--no-build-isolation", "--editable", LIBRARY];
  await run(BENCH_PYTHON, [...pip, ...local], { ...options, what: "installing packages/python" });
  writeStamp(stamp, value);
  return "installed";
}
