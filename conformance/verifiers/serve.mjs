/** The answering side, in Node: the first line is the policy, every other line a list of questions. */
import { createHash } from "node:crypto";
import { createInterface } from "node:readline";

/** @typedef {import("./index.mjs").Policy & { keys: Record<string, string> }} Settings - keys: hexadecimal, by kid */
/** @typedef {import("./index.mjs").Question} Question */
/** @typedef {import("./index.mjs").Verdict} Verdict */

/**
 * @typedef {(question: Question) => Promise<Verdict>} Judge
 * @param {(settings: Settings) => Judge | Promise<Judge>} open
 */
export async function serve(open) {
  const lines = createInterface({ input: process.stdin })[Symbol.asyncIterator]();
  const judge = await open(JSON.parse((await lines.next()).value));
  process.stdout.write("null\n");
  for await (const line of lines) {
    /** @type {Verdict[]} */
    const verdicts = [];
    for (const question of JSON.parse(line)) verdicts.push(await judge(question));
    process.stdout.write(`${JSON.stringify(verdicts)}\n`);
  }
}

/** What nobody has foreseen. @param {unknown} error @returns {Verdict} */
export function crashed(error) {
  const [what, where = ""] = String((error instanceof Error && error.stack) || error).split("\n");
  return { ok: false, crash: `${what} ${where.trim()}` };
}

/** The same for the same claims in every language: names in the order of UTF-16, numbers as the bits of a double. @param {unknown} claims */
export function digest(claims) {
  return createHash("sha256").update(canonical(claims)).digest("hex").slice(0, 16);
}

/** @param {unknown} value @returns {string} */
function canonical(value) {
  if (typeof value === "number") {
    const bits = Buffer.alloc(8);
    bits.writeDoubleBE(value + 0); // Python reads -0 as the integer 0
    return bits.toString("hex");
  }
  if (Array.isArray(value)) return `[${value.map(canonical).join()}]`;
  if (typeof value !== "object" || value === null) return JSON.stringify(value);
  const members = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1));
  return `{${members.map(([name, each]) => `${JSON.stringify(name)}:${canonical(each)}`).join()}}`;
}
