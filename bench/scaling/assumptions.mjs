/** What the simulation takes for granted about people. Each can be set on the command line. */

/**
 * @typedef {object} Assumption
 * @property {string} name - of the option, without `--`
 * @property {string} title
 * @property {number} value
 * @property {number} least
 * @property {string} why
 */

const BENCHMARKS = "https://mobileapp.wiki/en/metrics/session-length-frequency";
const TASKS = "https://toolstackpm.com/metrics/session-duration";
const DAY =
  "https://www.capacitymedia.com/article/29ot9dwsgd8tal84ytxc0/news/apple-devices-behind-de-cix-frankfurt-5-88tbps-data-traffic-rate";

/** @satisfies {readonly Assumption[]} */
export const ASSUMPTIONS = /** @type {const} */ ([
  {
    name: "visits",
    title: "visits a day of a daily user",
    value: 4,
    least: 1,
    why: `productivity apps: [2 to 5](${BENCHMARKS})`,
  },
  {
    name: "minutes",
    title: "minutes a visit",
    value: 8,
    least: 0.1,
    why: `productivity apps: [3 to 10](${BENCHMARKS}); task management: [8 to 15](${TASKS})`,
  },
  {
    name: "tabs",
    title: "tabs a visit that ask the API",
    value: 1.2,
    least: 1,
    why: "each tab has a token of its own; one in the background that asks nothing fetches none",
  },
  {
    name: "page-loads",
    title: "page loads a visit, in each tab",
    value: 3,
    least: 1,
    why: "tokens are in memory alone, so each load fetches one; going from view to view in an open page is no load",
  },
  {
    name: "server-tokens",
    title: "tokens that the server mints for a page load",
    value: 1,
    least: 0,
    why: "the Todo app renders the first page with the user's data; 0 where only the browser asks the API",
  },
  {
    name: "requests",
    title: "requests a minute to the API, in each open tab",
    value: 6,
    least: 0.1,
    why: "something is opened, changed or saved each ten seconds",
  },
  {
    name: "looks",
    title: "`/get-session` a minute, in each open tab",
    value: 1,
    least: 0,
    why: "as the Todo app sets `refetchInterval`; one more with each page load",
  },
  {
    name: "sign-outs",
    title: "part of the visits that end with a sign-out",
    value: 0.05,
    least: 0,
    why: "most people close the tab; take 0.3 for shared machines, or banks",
  },
  {
    name: "peak",
    title: "rate of the busiest time of the day ÷ the day's mean",
    value: 2.5,
    least: 1,
    why: `users of neighbouring time zones: one wave from [6 in the morning to the evening's peak](${DAY}); all over the world it is flatter`,
  },
  {
    name: "lifetime",
    title: "lifetime of a token, in seconds",
    value: 300,
    least: 60,
    why: "as `jwtBridge()` has it unless set",
  },
  {
    name: "own-work",
    title: "milliseconds of processor time of the API's own work for a request",
    value: 1,
    least: 0,
    why: "a query through SQLAlchemy and its answer as JSON take about as long ([measured](../bench/README.md), “session row”)",
  },
  {
    name: "busy",
    title: "part of a core that is in use at the peak",
    value: 0.5,
    least: 0.05,
    why: "the rest is for bursts, a process that restarts, and a day above the others",
  },
]);

/** @typedef {(typeof ASSUMPTIONS)[number]["name"]} Name */
/** @typedef {Record<Name, number>} Model - what holds in one run, by name */

/**
 * @param {Readonly<Partial<Record<Name, string>>>} given - as text, from the command line
 * @returns {Model}
 * @throws {RangeError} for what is no number, or less than makes sense.
 */
export function modelOf(given = {}) {
  const entries = ASSUMPTIONS.map(({ name, value, least }) => {
    const text = given[name];
    const number = text === undefined ? value : Number(text);
    if (text?.trim() === "" || !Number.isFinite(number) || number < least) {
      throw new RangeError(`--${name} is a number, ${least} at least`);
    }
    return [name, number];
  });
  return /** @type {Model} */ (Object.fromEntries(entries));
}
