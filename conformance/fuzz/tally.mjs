/** Counts what was asked and answered, for the tables at the end. */
import { word } from "./verdicts.mjs";

/** @typedef {import("./cases.mjs").Case} Case */
/** @typedef {{ cases: number, accepted: number, token_invalid: number, token_expired: number, token_missing: number }} Row */

export function createTally() {
  /** @type {Map<string, Row>} */
  const families = new Map();
  /** @type {Map<string, number>} */
  const words = new Map();
  /** @type {Map<string, number>} */
  const fooled = new Map();
  const known = { hostile: 0, benign: 0, unknown: 0 };
  let tokens = 0; // that oracles were asked about
  let hostileTokens = 0;

  return {
    families,
    /** How often each reason was given. */
    words,
    /** How many hostile tokens each oracle accepted. */
    fooled,
    known,
    oracles: () => ({ tokens, hostileTokens }),
    /** @param {Case} each @param {import("./panel.mjs").Judged} judged */
    add(each, { ours, oracles }) {
      const [verdict] = Object.values(ours);
      if (verdict === undefined) return;
      const row = families.get(each.family) ?? {
        cases: 0,
        accepted: 0,
        token_invalid: 0,
        token_expired: 0,
        token_missing: 0,
      };
      families.set(each.family, row);
      row.cases += 1;
      if (verdict.ok) row.accepted += 1;
      else if ("code" in verdict && verdict.code in row) row[/** @type {keyof Row} */ (verdict.code)] += 1;
      words.set(word(verdict), (words.get(word(verdict)) ?? 0) + 1);
      known[each.known] += 1;
      const others = Object.entries(oracles);
      if (others.length === 0) return;
      tokens += 1;
      if (each.known !== "hostile") return;
      hostileTokens += 1;
      for (const [name, { ok }] of others) fooled.set(name, (fooled.get(name) ?? 0) + (ok ? 1 : 0));
    },
  };
}
