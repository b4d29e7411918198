// What every vector has, whatever it is about.
import { RULES } from "./profile.mjs";

/**
 * The case as a vector, its members in the order in which they are read.
 *
 * @param {string} kind - the row that it counts in
 * @param {{ id: string, rules: string | string[], comment: string, source?: string, result: "valid" | "invalid" }} given
 * @throws {Error} for a rule that the profile does not have, and for a refusal that does not name exactly one
 */
function complete(kind, { id, rules: named, source: exact, comment, ...rest }) {
  const rules = [named].flat();
  const strange = rules.find((rule) => !RULES.has(rule));
  if (strange !== undefined)
    throw new Error(`${id} names the rule ${strange}, which PROFILE.md does not have`);
  if (rest.result === "invalid" && rules.length !== 1) throw new Error(`${id} is refused for one rule alone`);
  const source = exact ?? [...new Set(rules.map((rule) => RULES.get(rule)))].join("; ");
  return { id, rules, kind, source, comment, ...rest };
}

/** @param {string} kind @param {Parameters<typeof complete>[1][]} cases */
export const ofKind = (kind, cases) => cases.map((each) => complete(kind, each));
