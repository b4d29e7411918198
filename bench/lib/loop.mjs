/** Something that a process of its own does again and again, and times. */
import { readFileSync } from "node:fs";
import { Failure } from "../../scripts/lib/failure.mjs";
import { ROOT } from "../../scripts/lib/paths.mjs";
import { run } from "../../scripts/lib/processes.mjs";
import { childEnv } from "./context.mjs";
import { SATURATED } from "./cpu.mjs";

/**
 * @param {string} what - in words
 * @param {object} options
 * @param {readonly string[]} options.command
 * @param {readonly string[]} options.args
 * @param {Record<string, string>} options.env
 * @param {Record<string, string | number>} options.conditions
 * @param {Pick<import("./context.mjs").Context, "log">} options.context
 * @returns {Promise<import("./report.mjs").Measurement>} of the one JSON object that it prints: `values` by the contenders'
 *   names, and which part of the time it was `busy`, unless it waits for others
 * @throws {Failure} when it fails, or something else had its core.
 */
export async function runLoop(what, { command, args, env, conditions, context }) {
  const log = context.log(what.replaceAll(" ", "-"));
  const [file = "", ...before] = command;
  await run(file, [...before, ...args], { cwd: ROOT, env: childEnv(env), log, what });
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
    conditions: { ...conditions, ...(busy !== undefined && { "processor time": `${percent} %` }) },
  };
}
