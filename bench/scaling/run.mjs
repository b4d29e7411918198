/** One run: a day simulated once, and scaled to each number of users. */
import { demandOf } from "./demand.mjs";
import { simulate } from "./simulation.mjs";

const STEPS = [10_000, 1_000_000, 100_000_000];
/** How many people are simulated: the others do alike. */
const SAMPLE = 100_000;
const SEED = 1;
/** @typedef {ReturnType<typeof runOf>} Run */

/**
 * @param {import("./assumptions.mjs").Model} model
 * @param {import("./figures.mjs").Figures} figures
 * @param {readonly number[]} steps - numbers of daily users
 */
export function runOf(model, figures, steps = STEPS) {
  const traffic = simulate(model, { users: SAMPLE, seed: SEED });
  return { model, figures, traffic, demands: steps.map((users) => demandOf(model, figures, traffic, users)) };
}
