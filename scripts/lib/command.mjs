/** What the longer commands have in common: their options, and what they need before they begin. */
import { parseArgs } from "node:util";
import { buildLibrary } from "./build.mjs";
import { Failure } from "./failure.mjs";
import { installNpmPackages } from "./npm-packages.mjs";
import { inRoot } from "./paths.mjs";
import { installPythonPackages } from "./python.mjs";

/**
 * @template {import("node:util").ParseArgsConfig} Config
 * @param {Config} config
 * @returns {ReturnType<typeof parseArgs<Config>>["values"]}
 * @throws {Failure} for an unknown option.
 */
export function readOptions(config) {
  try {
    return parseArgs(config).values;
  } catch (error) {
    throw new Failure(`${/** @type {Error} */ (error).message.split(". ")[0]}. See --help`);
  }
}

/**
 * Both kinds of packages and the library, each made ready only when something has changed.
 *
 * @param {string} name - of the folder of logs below .cache
 * @param {import("./progress.mjs").Progress} progress
 */
export async function prepareTools(name, progress) {
  const env = { ...process.env, PIP_DISABLE_PIP_VERSION_CHECK: "1", PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD: "1" };
  const log = (/** @type {string} */ step) => inRoot(".cache", name, `${step}.log`);
  await progress.step("npm packages", () => installNpmPackages(env, log("npm")));
  await progress.step("Python packages", () => installPythonPackages("develop", env, log("pip")));
  await progress.step("build the library", () => buildLibrary(env, log("build-library")));
  return { env, log };
}
