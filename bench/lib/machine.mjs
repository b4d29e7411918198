/** What the numbers were taken on. Names no host and no user. */
import { execFileSync } from "node:child_process";
import { createRequire } from "node:module";
import { arch, cpus, platform } from "node:os";
import { VENV_PYTHON } from "../../scripts/lib/paths.mjs";

const PYTHON_PACKAGES = ["fastapi", "starlette", "uvicorn", "uvloop", "httptools", "pyjwt", "joserfc"];
const VERSIONS = `import platform, sys; from importlib.metadata import version
print(platform.python_version(), *map(version, sys.argv[1:]))`;

/** @param {string} wrk - its version */
export function machineFacts(wrk) {
  const said = execFileSync(VENV_PYTHON, ["-c", VERSIONS, ...PYTHON_PACKAGES], { encoding: "utf8" });
  const [python = "", ...versions] = said.trim().split(" ");
  const named = PYTHON_PACKAGES.map((name, at) => [name, versions[at] ?? ""]);
  return {
    machine: {
      CPU: cpus()[0]?.model.trim() ?? "unknown",
      cores: cpus().length,
      system: `${platform()} ${arch()}`,
    },
    versions: {
      node: process.versions.node,
      jose: packageVersion("jose"),
      python,
      ...Object.fromEntries(named),
      wrk,
    },
  };
}

/** @param {string} name @returns {string} */
function packageVersion(name) {
  const require = createRequire(import.meta.url);
  return require(`${name}/package.json`).version;
}
