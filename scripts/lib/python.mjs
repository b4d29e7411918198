/** Finding a Python, and the virtual environment `.venv`. */
import { execFileSync } from "node:child_process";
import { rmSync } from "node:fs";
import { Failure } from "./failure.mjs";
import { inRoot, ROOT, VENV_PYTHON } from "./paths.mjs";
import { run } from "./processes.mjs";
import { digest, isStamped, writeStamp } from "./stamps.mjs";

const CANDIDATES = ["python3.13", "python3.12", "python3.11", "python3", "python"];
const PROBE = `import importlib.util as u, sys
print(*sys.version_info[:3], *(m for m in ("venv", "ensurepip") if u.find_spec(m) is None))`;

/** @typedef {(command: string) => string | undefined} Probe - what PROBE prints, undefined if it cannot run */

/** @type {Probe} */
const probe = (command) => {
  try {
    return execFileSync(command, ["-c", PROBE], { encoding: "utf8", stdio: ["ignore", "pipe", "ignore"] });
  } catch {
    return undefined; // not there, or a version manager's stand-in for a version that is not installed
  }
};

/**
 * The first Python that can make the virtual environment.
 *
 * @param {readonly string[]} candidates
 * @param {Probe} ask
 * @throws {Failure} with the mend, when there is none.
 */
export function findPython(candidates = CANDIDATES, ask = probe) {
  let problem = "Python is missing; 3.11 or later is needed: https://www.python.org/downloads";
  for (const command of candidates) {
    const [major, minor, patch, ...missing] = ask(command)?.trim().split(" ") ?? [];
    if (major === undefined) continue;
    const version = `${major}.${minor}.${patch}`;
    if (Number(major) < 3 || (Number(major) === 3 && Number(minor) < 11)) {
      problem = `Python ${version} is too old; 3.11 or later is needed: https://www.python.org/downloads`;
    } else if (missing.length > 0) {
      problem = `Python ${version} has no ${missing.join(", ")}. On Debian and Ubuntu: sudo apt install python3-venv`;
    } else return command;
  }
  throw new Failure(problem);
}

/** Which packages: those that the API runs on, or also those for tests and linters. @typedef {"run" | "develop"} Extent */

/** @type {Record<Extent, string>} */
const REQUIREMENTS = { run: "apps/api/requirements.txt", develop: "requirements-dev.txt" };
const LOCAL_PACKAGE = "packages/python";

/**
 * Make `.venv` hold the pinned packages and the local one, editable.
 *
 * @param {Extent} extent
 * @param {NodeJS.ProcessEnv} env
 * @param {string} log
 */
export async function installPythonPackages(extent, env, log) {
  const python = findPython();
  const options = { cwd: ROOT, env, log };
  if (probe(VENV_PYTHON) === undefined) {
    rmSync(inRoot(".venv"), { recursive: true, force: true }); // absent, or its Python has gone
    await run(python, ["-m", "venv", inRoot(".venv")], { ...options, what: "making .venv" });
  }
  const current = stampOf(extent);
  if (isStamped(current.path, current.value)) return "up to date";
  // Wheels only: nothing compiles for minutes, and a missing wheel is said at once.
  const pinned = ["--require-hashes", "--only-binary", ":all:", "-r", inRoot(REQUIREMENTS[extent])];
  await run(VENV_PYTHON, ["-m", "pip", "install", "--no-input", ...pinned], {
    ...options,
    what: "pip install",
  });
  const local = ["--no-deps", "--no-build-isolation", "--editable", inRoot(LOCAL_PACKAGE)];
  const what = `installing ${LOCAL_PACKAGE}`;
  await run(VENV_PYTHON, ["-m", "pip", "install", "--no-input", ...local], { ...options, what });
  for (const { path, value } of extent === "develop" ? [current, stampOf("run")] : [current])
    writeStamp(path, value);
  return "installed";
}

/** @param {Extent} extent */
function stampOf(extent) {
  const names = extent === "develop" ? [REQUIREMENTS.develop, REQUIREMENTS.run] : [REQUIREMENTS.run];
  const files = [...names, `${LOCAL_PACKAGE}/pyproject.toml`].map((name) => inRoot(name));
  // The path, because an editable installation points to it.
  return { path: inRoot(".venv", `.installed-${extent}`), value: digest(files, [ROOT]) };
}
