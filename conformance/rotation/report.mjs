/** What `npm run rotation` prints of its rounds, and whether they went well. */

/** @typedef {(line: string) => void} Say */

/** @param {import("./secret.mjs").Outcome} outcome @param {Say} say @returns {boolean} */
export function tellOfSecret({ planned, before, after, told, signOuts, wrong }, say) {
  const slowest = Math.round(Math.max(...signOuts.map((each) => each.slowest)));
  const left = signOuts.flatMap(({ all }) => all);
  say(`
The secret by the plan   ${workOf(planned)}
The old key              each API answers ${before.join(", ")} while it has it, and ${after.join(", ")} once it was dropped
In the log               ${told} of ${before.length} APIs tell of tokens of the old key
Signed out meanwhile     refused by all after ${slowest} ms at most; asked again ${left.length} times, ${countOf(left, 401)} refused
The wrong order          ${wrong.length} refused
`);
  tellOfRefused(planned.refused, say);
  const isGood = isDropped({ before, after }) && told === before.length;
  return isGood && planned.refused.length === 0 && countOf(left, 401) === left.length && wrong.length > 0;
}

/** @param {import("./key-pairs.mjs").Outcome} outcome @param {Say} say @returns {boolean} */
export function tellOfPairs({ planned, back, there, replacement, outage, wrong }, say) {
  const { waits, strangers, started } = outage;
  const sorted = [...waits].sort((a, b) => a - b);
  const [p99, most] = [0.99, 1].map((part) => Math.round(sorted[Math.ceil(sorted.length * part) - 1] ?? 0));
  say(`
Key pairs by the guide   ${workOf(planned)}
Back to the secret       tokens of key pairs: ${back.before.join(", ")}, and ${back.after.join(", ")} once they were dropped
To key pairs             tokens of the secret: ${there.before.join(", ")}, and ${there.after.join(", ")} once it was dropped; ${there.silent} of ${there.before.length} metrics told that it could be
Another key pair         fetched ${replacement.fetches} times by the APIs before it signed
The key set out of reach ${outage.calls} calls of ${waits.length} were good; 99 % within ${p99} ms, all within ${most} ms
 – strangers             ${strangers.asked} with keys that nobody has, answered ${strangers.statuses.join(", ")}; ${outage.fetches} fetches in their first second
 – APIs that started     ${started.during.join(", ")}, and ${started.after.join(", ")} once it was back
The wrong order          ${wrong.join(", ")} to the first token of a key pair that signs at once
`);
  tellOfRefused(planned.refused, say);
  const isStarted = countOf(started.during, 503) === 2 && countOf(started.after, 200) === 2;
  const isGood =
    isDropped(back) &&
    isDropped(there) &&
    there.silent === there.before.length &&
    isStarted &&
    strangers.statuses.join() === "401";
  return isGood && planned.refused.length === 0 && wrong.includes(401);
}

/** @param {{ calls: number, tokens: number, refused: readonly unknown[], keys: Set<string> }} work */
const workOf = ({ calls, tokens, refused, keys }) =>
  `${calls} calls with ${tokens} tokens of ${keys.size} keys, ${refused.length} refused`;

/** @param {import("./key-pairs.mjs").Move} move */
const isDropped = ({ before, after }) =>
  countOf(before, 200) === before.length && countOf(after, 401) === after.length;

/** @param {number[]} statuses @param {number} status */
const countOf = (statuses, status) => statuses.filter((each) => each === status).length;

/** @param {import("./clients.mjs").Refused[]} refused @param {Say} say */
function tellOfRefused(refused, say) {
  for (const { what, status, during, reason } of refused.slice(0, 10))
    say(`  ${what} ${status} during "${during}": ${reason}`);
}
