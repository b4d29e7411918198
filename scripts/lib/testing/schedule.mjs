/** Which suite runs when. */

/**
 * One stage after the other; in each so many suites beside each other, as they are listed. What is held to a time has
 * the machine to itself, or nearly: much of the first stage is waiting, the browser notices whoever is beside it.
 */
export const STAGES = /** @type {const} */ ([
  ["any", 3],
  ["timed", 2],
  ["browser", 1],
]);

/** @typedef {(typeof STAGES)[number][0]} Stage */

/**
 * Start the first so many, and another one whenever one has ended.
 *
 * @template Item
 * @param {readonly Item[]} items
 * @param {number} beside
 * @param {(item: Item) => Promise<void>} run
 */
export async function runBeside(items, beside, run) {
  const waiting = items.values();
  const work = async () => {
    for (const item of waiting) await run(item);
  };
  await Promise.all(Array.from({ length: beside }, work));
}
