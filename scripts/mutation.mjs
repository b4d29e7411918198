/** `npm run mutation`: do the tests notice when the core is changed? See `npm run mutation -- --help`. */
import { constants, setPriority } from "node:os";
import { parseArgs } from "node:util";
import { requireNode } from "./lib/node-version.mjs";

requireNode(); // before anything that an older Node cannot even load
const { Failure } = await import("./lib/failure.mjs");
const { main } = await import("./lib/main.mjs");
const { installNpmPackages } = await import("./lib/npm-packages.mjs");
const { inRoot } = await import("./lib/paths.mjs");
const { mutateTypescript } = await import("./lib/mutation/stryker.mjs");
const { mutatePython } = await import("./lib/mutation/mutmut.mjs");
const { ENOUGH, formatTable, isEnough, writeNumbers } = await import("./lib/mutation/report.mjs");
const { createProgress } = await import("./lib/progress.mjs");
const { installPythonPackages } = await import("./lib/python.mjs");

const FILES = ["bearer", "claims", "header", "jws", "keys", "verifier"];
const TOOLS = { typescript: mutateTypescript, python: mutatePython };
const LANGUAGES = /** @type {const} */ (["typescript", "python"]);

const HELP = `Changes the core in many small ways, one at a time, and runs its tests against each: a change that no test notices survives.

  npm run mutation -- [typescript] [python] [options]

  --file NAME  only this file: ${FILES.join(", ")}
  --write      put the numbers into docs/mutation.md; for both languages and all files
  --help

Takes a quarter of an hour. Exit code 1 when less than ${ENOUGH} % of a language's mutants are killed.`;

await main(async () => {
  const { languages, file, write, help } = parseOptions(process.argv.slice(2));
  if (help) return console.log(HELP);
  setPriority(constants.priority.PRIORITY_BELOW_NORMAL); // hours of processor time, and nobody waits for it
  const progress = createProgress();
  const env = { ...process.env, PIP_DISABLE_PIP_VERSION_CHECK: "1", PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD: "1" };
  const log = (/** @type {string} */ name) => inRoot(".cache/mutation", `${name}.log`);
  await progress.step("npm packages", () => installNpmPackages(env, log("npm")));
  await progress.step("Python packages", () => installPythonPackages("develop", env, log("pip")));
  /** @type {import("./lib/mutation/report.mjs").Score[]} */
  const scores = [];
  for (const language of languages) {
    await progress.step(`mutate ${language}`, async () => {
      scores.push(
        ...(await TOOLS[language]({ files: file ? [file] : FILES, env, log: log(language), progress })),
      );
    });
  }
  progress.say(`\n${formatTable(scores)}`);
  if (write) writeNumbers(scores);
  if (!scores.filter(({ file }) => file === "all").every(isEnough)) process.exitCode = 1;
}, 130);

/** @param {string[]} args */
function parseOptions(args) {
  const { values, positionals } = parseArguments(args);
  const languages =
    positionals.length === 0 ? LANGUAGES : LANGUAGES.filter((name) => positionals.includes(name));
  const unknown = positionals.find((name) => !LANGUAGES.some((language) => language === name));
  if (unknown !== undefined) throw new Failure(`there is no language "${unknown}". See --help`);
  const { file, write, help } = values;
  if (file !== undefined && !FILES.includes(file))
    throw new Failure(`there is no file "${file}". See --help`);
  if (write && (file || languages.length < LANGUAGES.length)) throw new Failure("--write is for a whole run");
  return { languages, file, write, help };
}

/** @param {string[]} args */
function parseArguments(args) {
  try {
    return parseArgs({
      args,
      allowPositionals: true,
      options: {
        file: { type: "string" },
        write: { type: "boolean", default: false },
        help: { type: "boolean", short: "h", default: false },
      },
    });
  } catch (error) {
    throw new Failure(`${/** @type {Error} */ (error).message.split(". ")[0]}. See --help`);
  }
}
