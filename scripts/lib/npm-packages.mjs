import { existsSync, readFileSync } from "node:fs";
import { inRoot, ROOT } from "./paths.mjs";
import { run } from "./processes.mjs";

/**
 * @typedef {{ version?: string, integrity?: string, link?: boolean, optional?: boolean, devOptional?: boolean, peer?: boolean }} Locked
 * @typedef {Record<string, Locked>} LockedPackages
 */

/** `npm ci`, unless node_modules is what the lock file says. @param {NodeJS.ProcessEnv} env @param {string} log */
export async function installNpmPackages(env, log) {
  const [wanted, installed] = [inRoot("package-lock.json"), inRoot("node_modules/.package-lock.json")].map(
    packagesOf,
  );
  if (wanted && installed && matches(wanted, installed)) return "up to date";
  // Versions and digests are pinned: of what npm has kept the registry need not be asked whether it is still so.
  const args = ["ci", "--prefer-offline", "--no-audit", "--no-fund"];
  await run("npm", args, { cwd: ROOT, env, log, what: "npm ci" });
  return "installed";
}

/**
 * npm writes what it has installed into `node_modules/.package-lock.json`, last of all, so that half an
 * installation has none. Optional packages are missing from it where they are for other systems.
 *
 * @param {LockedPackages} wanted
 * @param {LockedPackages} installed
 */
export function matches(wanted, installed) {
  return Object.entries(wanted).every(([path, { version, integrity, optional, devOptional, peer }]) => {
    const found = installed[path];
    if (path === "") return true; // the root itself
    if (!found) return Boolean(optional || devOptional || peer);
    return found.version === version && found.integrity === integrity;
  });
}

/** @param {string} path @returns {LockedPackages | undefined} */
function packagesOf(path) {
  return existsSync(path) ? JSON.parse(readFileSync(path, "utf8")).packages : undefined;
}
