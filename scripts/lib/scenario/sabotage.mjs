/** What is done wrong on purpose, so that one can see a run fail. */

/** @typedef {import("./plan.mjs").Step} Step */

/** @type {Readonly<Record<string, (steps: readonly Step[]) => Step[]>>} */
const PLANS = {
  /** The auth servers sign with what the APIs do not know yet. */
  "sign-first": (steps) => moved(steps, "rotation: sign", 0),
  /** The APIs forget a key of which there are tokens. */
  "drop-at-once": (steps) =>
    moved(steps, "rotation: drop", 2).map(({ after, ...step }) =>
      after && step.name !== "rotation: drop" ? { ...step, after } : step,
    ),
  /** One of the four APIs is not told of sign-outs. */
  deaf: (steps) => [...steps],
};
export const SABOTAGES = Object.keys(PLANS);

/** @param {string | undefined} sabotage @param {readonly Step[]} steps @returns {Step[]} */
export const sabotaged = (sabotage, steps) => (PLANS[sabotage ?? ""] ?? ((all) => [...all]))(steps);

/** @param {readonly Step[]} steps @param {string} name @param {number} to */
function moved(steps, name, to) {
  const others = steps.filter((step) => step.name !== name);
  return others.toSpliced(to, 0, ...steps.filter((step) => step.name === name));
}
