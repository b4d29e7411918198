// What a set of vectors must be as a whole.

/**
 * What is wrong with the vectors of a profile, a line each: an id given twice, or a rule without an accepting or without
 * a refusing vector.
 *
 * @param {readonly string[]} rules - of the profile
 * @param {readonly { id: string, rules: readonly string[], result: string }[]} vectors - of every file
 * @returns {string[]}
 */
export function faults(rules, vectors) {
  const ids = vectors.map(({ id }) => id);
  const repeated = ids.filter((id, at) => ids.indexOf(id) !== at);
  /** @param {string} rule @param {string} result */
  const named = (rule, result) => vectors.some((each) => each.result === result && each.rules.includes(rule));
  return [
    ...repeated.map((id) => `the id ${id} is given twice`),
    ...rules.filter((rule) => !named(rule, "valid")).map((rule) => `no accepting vector names rule ${rule}`),
    ...rules.filter((rule) => !named(rule, "invalid")).map((rule) => `no refusing vector names rule ${rule}`),
  ];
}
