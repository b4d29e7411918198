/** Mutants of the Python core, by mutmut. Its settings: packages/python/pyproject.toml. */
import { execFileSync } from "node:child_process";
import { cpSync, mkdirSync, readFileSync, rmSync } from "node:fs";
import { inRoot } from "../paths.mjs";
import { run } from "../processes.mjs";
import { watch } from "./meter.mjs";
import { sum } from "./report.mjs";

/** mutmut works on a copy, as deep below the root as the tests expect to be. */
const COPY = inRoot(".mutation");
const MUTMUT = inRoot(".venv/bin/mutmut");
/** What the process of a mutant ends with: pytest's own codes, and the signals of a time limit. */
const KILLED = new Set([1, 3]);
const TIMED_OUT = new Set([-24, 24, 36, 152, 255]);

/** @param {import("./stryker.mjs").Task} task @returns {Promise<import("./report.mjs").Score[]>} one for each file, then the sum */
export async function mutatePython({ files, env, log, progress }) {
  mkdirSync(COPY, { recursive: true });
  for (const name of ["src", "tests", "pyproject.toml", "mutants"]) {
    rmSync(inRoot(COPY, name), { recursive: true, force: true });
  }
  for (const name of ["src", "tests", "pyproject.toml"]) {
    cpSync(inRoot("packages/python", name), inRoot(COPY, name), { recursive: true });
  }
  const tool = execFileSync(MUTMUT, ["--version"], { encoding: "utf8", cwd: COPY })
    .trim()
    .replace(/^.*version /, "mutmut ");
  const patterns = files.map((file) => `jwt_auth_bridge.${file}.*`);
  const stop = watch(log, /(?<done>\d+)\/(?<all>\d+) {2}🎉/gu, progress.say);
  await run(MUTMUT, ["run", ...patterns], { what: "mutmut", cwd: COPY, env, log }).finally(stop);
  const scores = files.map((file) => scoreOf(file, tool));
  return [...scores, sum(scores)];
}

/** @param {string} file @param {string} tool */
function scoreOf(file, tool) {
  const path = inRoot(COPY, `mutants/src/jwt_auth_bridge/${file}.py.meta`);
  /** @type {Record<string, number>} */
  const ends = JSON.parse(readFileSync(path, "utf8")).exit_code_by_key;
  const count = (/** @type {ReadonlySet<number>} */ codes) =>
    Object.values(ends).filter((code) => codes.has(code)).length;
  const survivors = Object.keys(ends)
    .filter((name) => !KILLED.has(ends[name] ?? 0) && !TIMED_OUT.has(ends[name] ?? 0))
    .map((name) => `packages/python/src/jwt_auth_bridge/${file}.py  mutmut show ${name}`);
  const [killed, timedOut] = [count(KILLED), count(TIMED_OUT)];
  return { language: "python", tool, file, mutants: Object.keys(ends).length, killed, timedOut, survivors };
}
