/** A tight loop in a process of its own. */
import { readFileSync } from "node:fs";
import { Failure } from "../../scripts/lib/failure.mjs";
import { ROOT } from "../../scripts/lib/paths.mjs";
import { run } from "../../scripts/lib/processes.mjs";
import { childEnv, USERS } from "./context.mjs";
import { SATURATED } from "./cpu.mjs";

/**
 * @param {string} what - in words
 * @param {readonly string[]} command - takes the file of tokens and the number of rounds, prints one JSON object
 * @param {import("./context.mjs").Context} context
 * @returns {Promise<import("./report.mjs").Measurement>}
 * @throws {Failure} when it fails, or something else had its core.
 */
export async function runLoop(what, command, context) {
  const { tokens, extent } = context;
  const log = context.log(what.replaceAll(" ", "-"));
  const [file = "", ...args] = [...command, tokens.json, String(extent.loopRounds)];
  await run(file, args, { cwd: ROOT, env: childEnv(context), log, what });
  const { values, busy } = JSON.parse(readFileSync(log, "utf8").trim().split("\n").pop() ?? "");
  const percent = Math.floor(busy * 100);
  if (busy < SATURATED) {
    throw new Failure(
      `${what} had a core for ${percent} % of the time only. Stop what else runs, and repeat`,
    );
  }
  const samples = Object.entries(values).map(([id, each]) => [id, { values: each }]);
  return {
    samples: Object.fromEntries(samples),
    conditions: {
      rounds: extent.loopRounds,
      "different tokens a round": USERS,
      "processor time": `${percent} %`,
    },
  };
}
