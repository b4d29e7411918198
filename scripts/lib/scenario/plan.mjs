/** What is done to the system while people work, in the documented order, and how much of it there is time for. */

/** @typedef {import("./settings.mjs").Stage} Stage */
/** @typedef {"web" | "api"} Kind */
/** @typedef {{ title: string, restart: { kind: "APIs" | "auth servers", secrets: string }[] }} Printed - of the plan of a rotation */
/**
 * @typedef {object} Step
 * @property {string} name
 * @property {Partial<Record<Kind, Partial<Stage>>>} [change] - of every process of a kind, one after the other
 * @property {{ step: string, seconds: number }} [after] - no sooner than so long after another one was over
 * @property {string} [needs] - a step without which this one has no sense
 * @property {number} [silence] - seconds for which no API hears of endings
 * @property {number} [least] - seconds that a run must have for it
 *
 * @typedef {Step & { at: number }} Scheduled - seconds since the beginning, at the earliest
 */

/** Seconds that a token lives in the Todo app, and the minute that the documents add. */
const WAIT = 300 + 60;
/** Longer than an API goes on without having heard. */
const SILENCE = 40;
/** A shorter run is not worth it. */
const LEAST_FOR_SILENCE = 240;
/** Between two beginnings. */
const SPACING = { least: 15, most: 30 };
const WARM = 8;
/** After the last beginning something has to be asked. */
const TAIL = 18;

/**
 * @param {readonly Printed[]} printed - what `npx jwt-auth-bridge rotate --plan` says
 * @param {(text: string) => string} fill - secrets in place of `<new>` and `<old>`
 * @returns {Step[]}
 */
export function documentedSteps(printed, fill) {
  const [accept, sign, drop] = printed.filter(({ restart }) => restart.length > 0).map(changeOf);
  if (!accept || !sign || !drop) throw new Error("the printed plan has fewer steps than it had");
  /** @param {Printed} step @returns {NonNullable<Step["change"]>} */
  function changeOf({ restart }) {
    return Object.fromEntries(
      restart.map(({ kind, secrets }) => [kind === "APIs" ? "api" : "web", { secrets: fill(secrets) }]),
    );
  }
  return [
    { name: "rotation: accept", change: accept },
    { name: "rotation: sign", change: sign },
    { name: "key pairs: accept", change: { api: { hasJwks: true } } },
    { name: "key pairs: sign", change: { web: { signing: "jwks" } } },
    { name: `silence for ${SILENCE} s`, silence: SILENCE, least: LEAST_FOR_SILENCE },
    { name: "rotation: drop", change: drop, after: { step: "rotation: sign", seconds: WAIT } },
    {
      name: "key pairs: drop the secret",
      change: { api: { hasSecret: false } },
      after: { step: "key pairs: sign", seconds: WAIT },
    },
    { name: "back: accept", change: { api: { hasSecret: true } }, needs: "key pairs: drop the secret" },
    { name: "back: sign", change: { web: { signing: "secret" } } },
    {
      name: "back: drop the key set",
      change: { api: { hasJwks: false } },
      after: { step: "back: sign", seconds: WAIT },
    },
  ];
}

/**
 * Which of the steps fit into a run, and when they begin.
 *
 * @param {readonly Step[]} steps
 * @param {number} length - seconds
 * @returns {{ scheduled: Scheduled[], left: string[] }}
 */
export function schedule(steps, length) {
  const always = steps.filter(({ after, needs, least }) => !after && !needs && !least).length;
  const spacing = Math.min(SPACING.most, Math.max(SPACING.least, (length - WARM - TAIL) / always));
  /** @type {Map<string, Scheduled>} */
  const scheduled = new Map();
  let next = WARM;
  for (const step of steps) {
    const { name, after, needs, least = 0, silence = 0 } = step;
    const earlier = after && scheduled.get(after.step);
    const isPossible = (!after || earlier) && (!needs || scheduled.has(needs)) && length >= least;
    const at = after && earlier ? Math.max(next, earlier.at + spacing + after.seconds) : next;
    if (!isPossible || at > length - TAIL) continue;
    scheduled.set(name, { ...step, at });
    next = at + spacing + silence;
  }
  const left = steps.filter(({ name }) => !scheduled.has(name)).map(({ name }) => name);
  return { scheduled: [...scheduled.values()], left };
}
