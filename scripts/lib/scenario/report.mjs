/** What a run has shown, as lines of text. */
import { FAULTS } from "./findings.mjs";

/** @typedef {import("./run.mjs").Result} Result */

const SHOWN = 20;
/** @type {Readonly<Record<import("./verdict.mjs").Fault, string>>} */
const NAMES = {
  accepted: "accepted that should not be",
  refused: "refused that should not be",
  unavailable: "503 or no answer without a cause",
  "foreign row": "rows of another user",
  "lost write": "acknowledged writes that are lost",
  "wrong answer": "other wrong answers",
  "ended by itself": "processes that ended by themselves",
};
const DEEDS = [
  "sign up",
  "sign in",
  "take a token",
  "sign out",
  "sign out everywhere",
  "change the password",
];

/** @param {Result} result */
export function describe({ options, findings, killed, done, left, keys }) {
  const { seed, minutes, transport, bounds } = options;
  const count = (/** @type {string} */ name) => findings.countOf(name).toLocaleString("en");
  const answers = (/** @type {string} */ of) =>
    ["accepted", "refused", "unavailable"]
      .map((outcome) => `${count(`${of} ${outcome}`)} ${outcome}`)
      .join(", ");
  const kills = Object.entries(killed).map(([name, times]) => `${times} ${name}`);
  const lines = [
    ["run", `${minutes} minutes, ${transport}, seed ${seed}`],
    [
      "people",
      `${options.people} with 2 devices: ${DEEDS.map((deed) => `${deed} ${count(deed)}`).join(", ")}`,
    ],
    [
      "answers of the web app",
      `${answers("web")}; of these ${count("web blind")} were 401 without its database`,
    ],
    [
      "answers of the APIs",
      `${answers("API")}; of these ${count("API cannot verify")} were 503 for want of news or keys`,
    ],
    [
      "of those",
      `${count("had to accept")} had to accept, ${count("had to refuse")} to refuse, ${count("either way")} went either way`,
    ],
    ["keys that signed", `${keys}`],
    ["steps done", done.join(", ") || "none"],
    ["steps left out, for want of time", left.join(", ") || "none"],
    ["kills", `${Object.values(killed).reduce((sum, each) => sum + each, 0)}: ${kills.join(", ")}`],
    ["refused after a sign-out", delays(findings.delays)],
    [
      "bounds",
      `${bounds.within / 1000} s after a sign-out, ${bounds.staleness / 1000} s while something is down, 503 for ${bounds.grace / 1000} s after it is back`,
    ],
    [
      "the API that is told nothing",
      `${count("forgetful accepted")} accepted, ${count("forgetful refused")} refused: it is there to be noticed`,
    ],
    ...FAULTS.map((fault) => [NAMES[fault], `${findings.found[fault]}`]),
  ];
  const width = Math.max(...lines.map(([name = ""]) => name.length));
  return lines.map(([name = "", text = ""]) => `${name.padEnd(width)}  ${text}`).join("\n");
}

/** @param {Result} result @returns {string[]} what was found, as far as it was kept */
export const listed = ({ findings }) =>
  findings.list
    .slice(0, SHOWN)
    .map(
      ({ fault, what, request, at }) => `  ${(at / 1000).toFixed(1)} s  ${NAMES[fault]}: ${what}; ${request}`,
    );

/** Whether nothing is wrong, and something could have been. @param {Result} result */
export const isGood = ({ findings }) =>
  findings.total === 0 &&
  findings.countOf("forgetful accepted") > 0 &&
  findings.countOf("forgetful refused") > 0;

/** @param {readonly number[]} delays */
function delays(delays) {
  if (delays.length === 0) return "never asked in a quiet moment";
  const sorted = [...delays].sort((one, other) => one - other);
  const at = (/** @type {number} */ part) =>
    sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * part))];
  return `${sorted.length} times in quiet moments: median ${at(0.5)} ms, p99 ${at(0.99)} ms, latest ${at(1)} ms`;
}
