/** The record as a file that people can read and git can compare. */

/**
 * Indented, with a list of numbers on one line.
 *
 * @param {object} record
 */
export function jsonOf(record) {
  const text = JSON.stringify(record, rounded, 1);
  // No string of JSON holds a line break, so what this finds is a list.
  const short = text.replace(/\[\n[\d.,\se+-]*\]/g, (list) => list.replace(/\s+/g, "").replaceAll(",", ", "));
  return `${short}\n`;
}

/** Five digits say more than the spread. @param {string} _ @param {unknown} value */
const rounded = (_, value) => (typeof value === "number" ? Number(value.toPrecision(5)) : value);
