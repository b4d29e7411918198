/** Which API knew the old secret when: what one does with a token of it follows from that alone. */

/** @typedef {import("./spans.mjs").Span} Span */

export class Holdings {
  /** @type {Map<string, { from: number, hasOld: boolean }[]>} by API */
  #known = new Map();

  /** From now on it knows the old secret, or does not. @param {string} api @param {number} from @param {boolean} hasOld */
  set(api, from, hasOld) {
    this.#known.set(api, [...(this.#known.get(api) ?? []), { from, hasOld }]);
  }

  /** @param {string} api @param {Span} span @returns {import("./ledger.mjs").Expected} */
  expected(api, { from, to }) {
    const known = this.#known.get(api) ?? [];
    const before = known.findLast((each) => each.from <= from)?.hasOld;
    const after = known.findLast((each) => each.from <= to)?.hasOld;
    if (before === undefined || before !== after) return "either";
    return before ? "accept" : "refuse";
  }
}
