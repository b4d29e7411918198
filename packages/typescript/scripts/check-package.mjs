/** Check what would be published: the packed tarball, not the working tree. Exit code 1 when anything is wrong. */

import { execFileSync } from "node:child_process";
import { existsSync, mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

const root = fileURLToPath(new URL("..", import.meta.url));
const modules = fileURLToPath(new URL("../../../node_modules", import.meta.url));

function run(program, ...args) {
  execFileSync(process.execPath, [join(modules, program), ...args], { cwd: root, stdio: "inherit" });
}

/** Compiled files whose source is gone would be published too. */
function refuseLeftovers() {
  for (const name of readdirSync(join(root, "dist"), { recursive: true, encoding: "utf8" })) {
    if (!/\.(js|d\.ts)$/.test(name)) continue;
    const source = join(root, "src", name.replace(/\.(js|d\.ts)$/, ".ts"));
    if (!existsSync(source)) throw new Error(`dist/${name} has no source. Remove dist and build again`);
  }
}

const folder = mkdtempSync(join(tmpdir(), "jwt-auth-bridge-pack-"));
try {
  refuseLeftovers();
  const npm = process.platform === "win32" ? "npm.cmd" : "npm";
  execFileSync(npm, ["pack", "--silent", "--pack-destination", folder], { cwd: root, stdio: "inherit" });
  const tarball = join(folder, readdirSync(folder)[0]);
  run("publint/src/cli.js", "run", tarball, "--strict");
  run("@arethetypeswrong/cli/dist/index.js", tarball, "--profile", "esm-only");
} catch (error) {
  console.error(error.status === undefined ? error.message : "The package is not fit to be published.");
  process.exitCode = 1;
} finally {
  rmSync(folder, { recursive: true, force: true });
}
