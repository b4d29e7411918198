/** What goes wrong in a request: its caller hangs up, its task is cancelled, its code raises. */

/** @typedef {{ kind: "hang up" | "cancel" | "raise", order?: string, hangUp?: number }} Chaos */

const ONE_IN = 8;
/** A request waits about this often: for a connection, its begin, its statements, its commit, its end. */
const WAITS = 10;
/** Milliseconds; a request under load takes a few times this. */
const PATIENCE = 60;

/** @param {import("./random.mjs").Random} random @returns {Chaos | undefined} */
export function chooseChaos(random) {
  if (!random.oneIn(ONE_IN)) return undefined;
  const kind = random.pick(/** @type {const} */ (["hang up", "cancel", "raise"]));
  if (kind === "hang up") return { kind, hangUp: random.int(0, PATIENCE) };
  if (kind === "cancel") return { kind, order: `cancel ${random.int(1, WAITS)}` };
  return {
    kind,
    order: `raise ${random.pick(["begin", "before 1", "before 2", "after 1", "after 2", "commit", "committed"])}`,
  };
}
