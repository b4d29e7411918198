/** The last step of `npm test`: every log that this run has written is searched for what no log may hold. */
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, relative } from "node:path";
import { findFiles } from "../files.mjs";
import { ROOT } from "../paths.mjs";
import { confidentialVectors, leaks } from "./log-scan.mjs";

/** What servers must not log, one value a line; a suite that makes users keeps such a list beside its logs. */
export const LIST = "confidential.txt";

/** Not logs, though they are kept among them. */
const EXEMPT = new Set([
  "apps/e2e/test-results/servers/variant/mail.log", // the mail itself: that app prints what it would send
]);

/**
 * @typedef {object} Source
 * @property {string} folder - below the root
 * @property {boolean} servers - whether what serves wrote here; else the suites, whose tests have names with words of vectors
 */

/**
 * Search the logs below folders for what their lists name, what the vectors hold, and what looks confidential.
 *
 * @param {readonly Source[]} sources - each must have a log of this run
 * @param {number} since - when the run began, in milliseconds
 * @param {string} root
 */
export function examineLogs(sources, since, root = ROOT) {
  const folders = sources.map((source) => ({ ...source, path: join(root, source.folder) }));
  const lists = folders.flatMap(({ path }) => (existsSync(path) ? findFiles(path, LIST) : []));
  const listed = lists.flatMap((path) => readFileSync(path, "utf8").split("\n").filter(Boolean));
  const { secrets, claims } = confidentialVectors();
  let count = 0;
  const problems = folders.flatMap(({ folder, path, servers }) => {
    const values = [...listed, ...secrets, ...(servers ? claims : [])];
    const logs = (existsSync(path) ? findFiles(path, ".log") : []).filter(
      (log) => statSync(log).mtimeMs >= since && !EXEMPT.has(relative(root, log)),
    );
    count += logs.length;
    if (logs.length === 0) return [`${folder} has no log of this run: nothing was searched`];
    return logs.flatMap((log) => {
      const found = leaks(readFileSync(log, "utf8"), values);
      return found.length === 0 ? [] : [`${relative(root, log)} holds ${found.join(", ")}`];
    });
  });
  return { problems, count, lists };
}

/** What must be found wherever it stands in a log. */
const PLANTED = {
  "a header of a token": Buffer.from('{"alg":"HS256","typ":"at+jwt"}').toString("base64url"),
  "a cookie": "Cookie: todo.session_token=x",
  "an address": "ada@example.org",
  "a secret of the vectors": confidentialVectors().secrets[0] ?? "",
  "a user of the vectors": confidentialVectors().claims[0] ?? "",
  "a value of a list": "only-on-the-list",
  "a value of a list, encoded": encodeURIComponent("on the list/"),
};

/** @returns {string[]} what of the planted values the search misses */
export function missedPlants() {
  const root = mkdtempSync(join(tmpdir(), "planted-"));
  try {
    return Object.entries(PLANTED).flatMap(([name, value], at) => {
      const folder = `plant-${at}`;
      mkdirSync(join(root, folder));
      writeFileSync(join(root, folder, "server.log"), `INFO one line\nINFO ${value} and more\n`);
      writeFileSync(join(root, folder, LIST), "only-on-the-list\non the list/\n");
      const { problems } = examineLogs([{ folder, servers: true }], 0, root);
      return problems.length === 1 ? [] : [`${name} was planted in a log and not found`];
    });
  } finally {
    rmSync(root, { recursive: true, force: true });
  }
}

/**
 * @param {readonly Source[]} sources
 * @param {number} since - milliseconds
 */
export function runLogStep(sources, since) {
  const { problems, count, lists } = examineLogs(sources, since);
  for (const list of lists) rmSync(list);
  /** @type {[name: string, problems: string[]][]} */
  const tests = [
    ["the search finds what is planted in a log", missedPlants()],
    ["no log of this run holds a token, a secret, a cookie or a claim", problems],
  ];
  const failed = tests.filter(([, found]) => found.length > 0);
  return {
    passed: tests.length - failed.length,
    failed: failed.length,
    failures: failed.map(([name]) => name),
    notes: [`${count} logs searched`],
    output: failed.flatMap(([, found]) => found).join("\n"),
  };
}
