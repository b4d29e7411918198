/** Whom a sign-out reaches, and whom nobody may refuse, while the processes are killed and started again. */
import { signUp, statusOf } from "./browser.mjs";
import { createJudge } from "./judge.mjs";
import { press } from "./press.mjs";

const PEOPLE = 150;
/** Seconds between two sign-outs, after one that failed, and between two looks at a token. */
const [EVERY, AGAIN, LOOK] = [0.3, 2, 0.02];
/** Seconds: short enough that nobody is refused, and longer than verifiers go on without news. */
const [SHORT, LONG] = [4, 38];

/** @typedef {import("./processes.mjs").Processes} Processes */
/** @typedef {Awaited<ReturnType<typeof signUp>>} Person */
/**
 * @typedef {import("./judge.mjs").Verdict & { delays: number[], longest: number, failed: number, requests: number, held: number }} Outcome -
 *   milliseconds from the answer of each sign-out to the first 401 of each API, and to the last request that was let in; sign-outs
 *   that failed
 */

/** @param {Processes} processes @param {{ load: number, say: (line: string) => void }} extent @returns {Promise<Outcome>} */
export async function measureKills(processes, { load, say }) {
  const { auth, apis } = processes;
  const judge = createJudge(apis.length);
  const others = await gather(auth, 20);
  const leaving = signOutAll(processes, await gather(auth, PEOPLE), judge);
  const pressure = press(apis, others, load, judge.answered);
  for (const { what, happens } of coursesOf(processes, judge)) {
    say(what);
    await happens();
    await pause(SHORT);
  }
  const left = await leaving.stop();
  const { requests, held } = await pressure.stop();
  // All that has ended stays so, whoever was down or started since.
  for (const token of left.ended) {
    const statuses = await Promise.all(apis.map((api) => statusOf(api, token)));
    for (const status of statuses) if (status !== 401) judge.acceptedInTheEnd();
  }
  return { ...judge.verdict(), ...left, requests, held };
}

/** What happens to them, one thing after the other. @param {Processes} processes @param {import("./judge.mjs").Judge} judge */
function coursesOf({ transport, kill, start }, judge) {
  /** @param {string} name @param {number} seconds @param {() => Promise<unknown>} [meanwhile] */
  async function interrupt(name, seconds, meanwhile = async () => {}) {
    const isSource = name === (transport === "feed" ? "auth-server" : "redis");
    if (isSource) judge.sourceLost();
    await kill(name);
    await Promise.all([meanwhile(), comeBack()]);

    async function comeBack() {
      await pause(seconds);
      await start(name);
      if (isSource) judge.sourceBack();
    }
  }
  /** @param {number} at */
  async function restart(at) {
    judge.apiLost(at);
    await kill(`api-${at}`);
    await start(`api-${at}`);
    judge.apiBack(at);
  }
  const short = (/** @type {string} */ name) => ({
    what: `${name} killed, and started again after ${SHORT} seconds`,
    happens: () => interrupt(name, SHORT),
  });
  const source = transport === "feed" ? "auth-server" : "redis";
  return [
    short("auth-server"),
    ...(transport === "Redis" ? [short("redis")] : []),
    { what: "an API killed, and started again", happens: () => restart(2) },
    {
      what: `${source} killed for ${LONG} seconds, and an API meanwhile`,
      happens: () => interrupt(source, LONG, () => restart(1)),
    },
  ];
}

/** @param {string} auth @param {number} count */
async function gather(auth, count) {
  const people = [];
  while (people.length < count) people.push(await signUp(auth));
  return people;
}

/** One after the other, whatever is down. @param {Processes} processes @param {Person[]} people @param {import("./judge.mjs").Judge} judge */
function signOutAll({ apis }, people, judge) {
  const delays = /** @type {number[]} */ ([]);
  const ended = /** @type {string[]} */ ([]);
  const looks = /** @type {Promise<void>[]} */ ([]);
  let [failed, longest, isOver] = [0, 0, false];

  async function leave() {
    while (!isOver && people.length > 0) {
      const person = /** @type {Person} */ (people.pop());
      const isDone = await person.signOut().then(
        () => true,
        () => false, // of such a token nobody can say what becomes of it: the answer alone may have been lost
      );
      const answered = performance.now();
      if (!isDone) failed += 1;
      else {
        ended.push(person.token);
        looks.push(...apis.map((_, at) => look(at, person.token, answered)));
      }
      await pause(isDone ? EVERY : AGAIN);
    }
  }
  /** @param {number} at @param {string} token @param {number} answered */
  async function look(at, token, answered) {
    for (;;) {
      const asked = performance.now();
      const status = await statusOf(apis[at] ?? "", token).catch(() => 0);
      if (status === 401) return void delays.push(performance.now() - answered);
      if (status === 200) longest = Math.max(longest, asked - answered);
      if (status === 200 && !judge.acceptedEnded(asked - answered)) return;
      await pause(LOOK);
    }
  }
  const all = leave();
  return {
    async stop() {
      isOver = true;
      await all;
      await Promise.all(looks);
      return { delays, longest, ended, failed };
    },
  };
}

/** @param {number} seconds */
const pause = (seconds) => new Promise((resolve) => setTimeout(resolve, seconds * 1000));
