/** The two builds, each only when its inputs have changed. */
import { existsSync } from "node:fs";
import { inRoot, ROOT, WEB } from "./paths.mjs";
import { run } from "./processes.mjs";
import { digest, isStamped, writeStamp } from "./stamps.mjs";

const LIBRARY = inRoot("packages/typescript");
const COMMON = ["package-lock.json", "tsconfig.base.json"].map((name) => inRoot(name));

/**
 * @typedef {object} Build
 * @property {string} workspace
 * @property {string[]} inputs - files and folders
 * @property {string[]} words - whatever else the result depends on
 * @property {string} proof - a file that every build writes anew
 */

/** @type {Build} */
const library = {
  workspace: "packages/typescript",
  inputs: [
    ...COMMON,
    ...["src", "package.json", "tsconfig.json", "tsconfig.build.json"].map((name) => `${LIBRARY}/${name}`),
  ],
  words: [],
  proof: `${LIBRARY}/dist/index.js`,
};

/** @param {NodeJS.ProcessEnv} env */
export const buildLibrary = (env, log = "") => build(library, env, log);

/**
 * @param {NodeJS.ProcessEnv} env - its NEXT_PUBLIC_ variables are part of the result
 * @param {string} log
 */
export function buildWeb(env, log) {
  const inlined = Object.entries(env).filter(([name]) => name.startsWith("NEXT_PUBLIC_"));
  const words = inlined.map(([name, value]) => `${name}=${value}`).sort();
  const inputs = [...library.inputs, WEB];
  return build({ workspace: "apps/web", inputs, words, proof: `${WEB}/.next/BUILD_ID` }, env, log);
}

/** @param {Build} what @param {NodeJS.ProcessEnv} env @param {string} log */
async function build({ workspace, inputs, words, proof }, env, log) {
  const stamp = inRoot(".cache/builds", workspace.replace("/", "-"));
  // The proof is part of the stamp: a build by hand, with other settings, does not pass for this one.
  const value = () => `${digest(inputs, [process.version, ...words])} ${digest([proof])}`;
  if (existsSync(proof) && isStamped(stamp, value())) return "up to date";
  await run("npm", ["run", "build", "-w", workspace], { cwd: ROOT, env, log, what: `building ${workspace}` });
  writeStamp(stamp, value());
  return "built";
}
