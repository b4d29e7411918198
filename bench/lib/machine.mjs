/** What the numbers were taken on, and with. Names no host and no user. */
import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { arch, cpus, platform } from "node:os";
import { inRoot } from "../../scripts/lib/paths.mjs";
import { BENCH_PYTHON } from "./python.mjs";

const PYTHON_PACKAGES = [
  ...[
    "fastapi",
    "starlette",
    "uvicorn",
    "uvloop",
    "httptools",
    "pyjwt",
    "joserfc",
    "authlib",
    "cryptography",
  ],
  ...["fastapi-betterauth", "fastapi-better-auth-bridge", "asyncpg", "sqlalchemy", "aiosqlite", "httpx2"],
];
const NODE_PACKAGES = [
  ...["better-auth", "jose", "jsonwebtoken", "fast-jwt", "@node-rs/jsonwebtoken"],
  ...["hono", "@hono/node-server", "fastify", "@fastify/jwt", "express", "express-jwt"],
];
const VERSIONS = `import platform, sys; from importlib.metadata import version
print(platform.python_version(), *map(version, sys.argv[1:]))`;

/** @param {string} wrk - its version */
export function machineFacts(wrk) {
  const said = execFileSync(BENCH_PYTHON, ["-c", VERSIONS, ...PYTHON_PACKAGES], { encoding: "utf8" });
  const [python = "", ...versions] = said.trim().split(" ");
  /** @type {Record<string, { version: string }>} */
  const locked = JSON.parse(readFileSync(inRoot("node_modules/.package-lock.json"), "utf8")).packages;
  return {
    machine: {
      CPU: cpus()[0]?.model.trim() ?? "unknown",
      cores: cpus().length,
      system: `${platform()} ${arch()}`,
    },
    versions: {
      node: process.versions.node,
      ...Object.fromEntries(
        NODE_PACKAGES.map((name) => [name, locked[`node_modules/${name}`]?.version ?? ""]),
      ),
      python,
      ...Object.fromEntries(PYTHON_PACKAGES.map((name, at) => [name, versions[at] ?? ""])),
      wrk,
    },
  };
}
