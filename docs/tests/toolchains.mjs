/** Builds the examples of docs/examples with the compilers that this machine has, and puts questions to them. */
import { spawnSync } from "node:child_process";
import { mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

/**
 * @typedef {object} Language
 * @property {string} name - as the page writes it
 * @property {string} fence - how its blocks begin in the page, and the ending of its files
 * @property {string} folder
 * @property {string} least - the oldest version that has what the example needs
 * @property {readonly string[]} version - prints the version
 * @property {(folder: string) => readonly string[]} build - into this folder
 * @property {(folder: string) => readonly string[]} program
 */

/** @param {string} name */
const examples = (name) => fileURLToPath(new URL(`../examples/${name}`, import.meta.url));

/** The files of an example. @param {Language} language */
export const sources = ({ folder, fence }) =>
  readdirSync(folder)
    .filter((file) => file.endsWith(`.${fence}`))
    .map((file) => join(folder, file));

/** @type {readonly Language[]} */
export const LANGUAGES = [
  {
    name: "Go",
    fence: "go",
    folder: examples("go"),
    least: "1.24", // crypto/hkdf
    version: ["go", "version"],
    build: (folder) => ["go", "build", "-o", join(folder, "verify"), "."],
    program: (folder) => [join(folder, "verify")],
  },
  {
    name: "Java",
    fence: "java",
    folder: examples("java"),
    least: "17", // records, patterns in instanceof
    version: ["javac", "-version"],
    build: (folder) => [
      ...["javac", "-Xlint:all,-serial", "-Werror", "-d", folder],
      ...readdirSync(examples("java")).filter((file) => file.endsWith(".java")),
    ],
    program: (folder) => ["java", "-cp", folder, "Main"],
  },
];

/** Nothing is downloaded: the examples need their standard libraries alone. */
const OFFLINE = { GOTOOLCHAIN: "local", GOPROXY: "off", GOFLAGS: "-mod=mod" };

/** Whether this machine can build it. @param {Language} language */
export function isAtHand({ version, least }) {
  const [file = "", ...args] = version;
  const { stdout } = spawnSync(file, args, { env: { ...process.env, ...OFFLINE }, encoding: "utf8" });
  const found = /\d+(\.\d+)?/.exec(stdout ?? "")?.[0] ?? "0";
  return found.localeCompare(least, "en", { numeric: true }) >= 0; // 1.9 lies before 1.24
}

/**
 * Build the example, put the questions to it, and take it away again.
 *
 * @param {Language} language
 * @param {readonly string[]} settings - the program's arguments
 * @param {readonly string[]} questions - lines
 * @returns {string[]} a line for each
 */
export function ask({ folder, build, program }, settings, questions) {
  const product = mkdtempSync(join(tmpdir(), "example-"));
  try {
    run(build(product), { cwd: folder });
    const input = questions.map((line) => `${line}\n`).join("");
    return run([...program(product), ...settings], { cwd: folder, input })
      .trimEnd()
      .split("\n");
  } finally {
    rmSync(product, { recursive: true, force: true });
  }
}

/** @param {readonly string[]} command @param {{ cwd: string, input?: string }} options */
function run([file = "", ...args], { cwd, input = "" }) {
  const env = { ...process.env, ...OFFLINE };
  const options = { cwd, input, env, encoding: /** @type {const} */ ("utf8"), maxBuffer: 2 ** 24 };
  const { error, status, stdout, stderr } = spawnSync(file, args, options);
  if (error) throw error;
  if (status !== 0) throw new Error(`${file} ended with ${status}:\n${stderr}`);
  return stdout;
}
