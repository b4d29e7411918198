/** The builds, each only when its inputs have changed. */
import { existsSync } from "node:fs";
import { inRoot, ROOT, WEB } from "./paths.mjs";
import { run } from "./processes.mjs";
import { withoutSettings } from "./settings.mjs";
import { digest, isStamped, writeStamp } from "./stamps.mjs";

const LIBRARY = inRoot("packages/typescript");
const CONTRACT_APP = inRoot("conformance/servers/next");
const COMMON = ["package-lock.json", "tsconfig.base.json"].map((name) => inRoot(name));

/**
 * @typedef {object} Build
 * @property {string} workspace
 * @property {string[]} inputs - files and folders
 * @property {string} proof - a file that every build writes anew
 */

/** @type {Build} */
const library = {
  workspace: "packages/typescript",
  inputs: [
    ...COMMON,
    ...["src", "package.json", "tsconfig.json", "tsconfig.build.json"].map((name) => `${LIBRARY}/${name}`),
  ],
  proof: `${LIBRARY}/dist/index.js`,
};

/** @type {Build} */
const web = {
  workspace: "apps/web",
  inputs: [...library.inputs, WEB],
  proof: `${WEB}/.next/BUILD_ID`,
};

/** The contract's server on Next. @type {Build} */
const contract = {
  workspace: "conformance",
  inputs: [...library.inputs, inRoot("conformance/package.json"), CONTRACT_APP],
  proof: `${CONTRACT_APP}/.next/BUILD_ID`,
};

/** @param {NodeJS.ProcessEnv} env @param {string} log */
export const buildLibrary = (env, log) => build(library, env, log);

/** @param {NodeJS.ProcessEnv} env @param {string} log */
export const buildWeb = (env, log) => build(web, env, log);

/** @param {NodeJS.ProcessEnv} env @param {string} log */
export const buildContract = (env, log) => build(contract, env, log);

/** @param {Build} what @param {NodeJS.ProcessEnv} env @param {string} log */
async function build({ workspace, inputs, proof }, env, log) {
  const stamp = inRoot(".cache/builds", workspace.replace("/", "-"));
  // The proof is part of the stamp: a build by hand, with other settings, does not pass for this one.
  const value = () => `${digest(inputs, [process.version])} ${digest([proof])}`;
  if (existsSync(proof) && isStamped(stamp, value())) return "up to date";
  // Without the settings: a build serves every port and every secret, and holds none.
  const neutral = withoutSettings(env);
  await run("npm", ["run", "build", "-w", workspace], {
    cwd: ROOT,
    env: neutral,
    log,
    what: `building ${workspace}`,
  });
  writeStamp(stamp, value());
  return "built";
}
