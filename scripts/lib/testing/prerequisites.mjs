/** What the suites and measurements need beyond this repository: found, or as root on Debian installed. */
import { existsSync } from "node:fs";
import { delimiter, join } from "node:path";
import { findPgbouncer } from "../../pgbouncer.mjs";
import { findPostgres } from "../../postgres.mjs";
import { Failure } from "../failure.mjs";
import { ROOT } from "../paths.mjs";
import { run } from "../processes.mjs";

const NAMES = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable"];
const MACOS = [
  "/Applications/Chromium.app/Contents/MacOS/Chromium",
  "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
];

/** The path of a Chromium, undefined when there is none. @param {NodeJS.ProcessEnv} env */
function findChromium(env) {
  const onPath = (env.PATH ?? "")
    .split(delimiter)
    .flatMap((folder) => NAMES.map((name) => join(folder, name)));
  return [env.CHROMIUM_PATH ?? "", ...onPath, ...MACOS].find((path) => path !== "" && existsSync(path));
}

/** The path of a program, undefined when there is none. @param {string} name @param {NodeJS.ProcessEnv} env */
function findProgram(name, env) {
  const folders = (env.PATH ?? "").split(delimiter);
  return folders.map((folder) => join(folder, name)).find((path) => existsSync(path));
}

/**
 * @template Found
 * @param {() => Found | undefined} find
 * @param {string} debianPackage
 * @param {string} elsewhere - what to do on other systems
 * @param {{ env: NodeJS.ProcessEnv, log: (name: string) => string }} context
 * @returns {Promise<Found>}
 * @throws {Failure} with the mend, when it is missing and cannot be installed from here.
 */
async function findOrInstall(find, debianPackage, elsewhere, { env, log }) {
  const found = find();
  if (found) return found;
  const apt = ["/usr/bin/apt-get", "/bin/apt-get"].find((path) => existsSync(path));
  if (!apt) throw new Failure(`${debianPackage} is missing. ${elsewhere}`);
  if (process.getuid?.() !== 0)
    throw new Failure(`${debianPackage} is missing. Install it: sudo apt install ${debianPackage}`);
  const options = {
    cwd: ROOT,
    env: { ...env, DEBIAN_FRONTEND: "noninteractive" },
    what: `installing ${debianPackage}`,
  };
  await run(apt, ["update", "-q"], { ...options, log: log(`apt-update-${debianPackage}`) });
  const install = ["install", "-q", "-y", "--no-install-recommends", debianPackage];
  await run(apt, install, { ...options, log: log(`apt-install-${debianPackage}`) });
  const installed = find();
  if (installed) return installed;
  throw new Failure(`${debianPackage} was installed, but its programs are not to be found`);
}

/** @typedef {Parameters<typeof findOrInstall>[3]} Context */

/** @param {Context} context */
export const requireChromium = (context) =>
  findOrInstall(
    () => findChromium(context.env),
    "chromium",
    "Install Chromium, or name one in CHROMIUM_PATH",
    context,
  );

/** @param {Context} context */
export const requirePostgres = (context) =>
  findOrInstall(
    () => findPostgres(context.env),
    "postgresql",
    "Install PostgreSQL: brew install postgresql",
    context,
  );

/** @param {Context} context */
export const requirePgbouncer = (context) =>
  findOrInstall(
    () => findPgbouncer(context.env),
    "pgbouncer",
    "Install PgBouncer: brew install pgbouncer",
    context,
  );

/** @param {Context} context */
export const requireRedis = (context) =>
  findOrInstall(
    () => findProgram("redis-server", context.env),
    "redis-server",
    "Install Redis: brew install redis",
    context,
  );

/** @param {Context} context */
export const requireWrk = (context) =>
  findOrInstall(() => findProgram("wrk", context.env), "wrk", "Install wrk: brew install wrk", context);
