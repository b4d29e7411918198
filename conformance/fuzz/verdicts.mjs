/** What counts as a finding: pure, from the verdicts alone. */

/** @typedef {import("./cases.mjs").Case} Case */
/** @typedef {import("../verifiers/index.mjs").Verdict} Verdict */
/** @typedef {"crash" | "difference" | "hostile accepted" | "benign refused" | "accepted against every oracle"} Kind */

/**
 * @param {Case["known"]} known
 * @param {import("./panel.mjs").Judged} judged
 * @returns {Kind | undefined} the worst that is to be said
 */
export function fault(known, { ours, oracles }) {
  const all = Object.values(ours);
  if (all.some((verdict) => "crash" in verdict)) return "crash";
  if (known === "hostile" && all.some(({ ok }) => ok)) return "hostile accepted";
  if (known === "benign" && all.some(({ ok }) => !ok)) return "benign refused";
  if (new Set(all.map((verdict) => JSON.stringify(verdict))).size > 1) return "difference";
  const others = Object.values(oracles);
  const isAlone = others.length > 0 && others.every(({ ok }) => !ok);
  return isAlone && all.some(({ ok }) => ok) ? "accepted against every oracle" : undefined;
}

/**
 * The verdict without what differs from token to token, to count by: "accepted", or the word of the reason.
 *
 * @param {Verdict} verdict
 */
export function word(verdict) {
  if (verdict.ok) return "accepted";
  if ("crash" in verdict) return `crash ${verdict.crash.split(":")[0]}`;
  return verdict.reason.split(":")[0] ?? "";
}
