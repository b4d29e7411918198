/** Which suite runs when. */

/**
 * One stage after the other; in each so many suites beside each other, as they are listed. Much of the first is
 * waiting; what is held to a time comes after it, and has one other beside it at most.
 */
export const STAGES = /** @type {const} */ ([
  ["any", 3],
  ["timed", 2],
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
