/** Numbers as people read them: two digits, for no assumption is worth three. */

/** @param {number} value - a number of things; "< 0.1" for what hardly ever happens */
export function count(value) {
  if (value === 0) return "0";
  if (value < 0.1) return "< 0.1";
  const rounded = Number(value.toPrecision(2));
  if (rounded >= 1e6) return `${Number((rounded / 1e6).toPrecision(2))} million`;
  return rounded.toLocaleString("en-GB", { maximumFractionDigits: 1 });
}

/** @param {number} value - processes and the like, which are whole */
export const whole = (value) => count(Math.ceil(value));

const UNITS = /** @type {const} */ (["B", "kB", "MB", "GB", "TB"]);

/** @param {number} value */
export function bytes(value) {
  const at =
    value < 1 ? 0 : Math.min(Math.floor(Math.log10(Number(value.toPrecision(2))) / 3), UNITS.length - 1);
  return `${Number((value / 1000 ** at).toPrecision(2))} ${UNITS[at]}`;
}

/** @param {number} value - seconds */
export function duration(value) {
  if (value < 1) return "< 1 s";
  return value < 120 ? `${Number(value.toPrecision(2))} s` : `${Number((value / 60).toPrecision(2))} min`;
}

/** @param {number} users */
export function people(users) {
  if (users >= 1e6) return `${users / 1e6} million`;
  return users >= 1000 && users % 1000 === 0 ? `${users / 1000} thousand` : users.toLocaleString("en-GB");
}

/** @param {readonly (readonly string[])[]} rows - the first is the head; numbers stand to the right */
export function table(rows) {
  const [head = [], ...others] = rows;
  const rule = head.map((_, column) => (column === 0 ? "---" : "---:"));
  return [head, rule, ...others].map((cells) => `| ${cells.join(" | ")} |`).join("\n");
}
