/** Carries out the plan, and kills what is up at moments that nobody has chosen. */
import { sleep } from "./component.mjs";

/**
 * @typedef {import("./system.mjs").System} System
 * @typedef {import("./system.mjs").Server} Server
 * @typedef {import("./plan.mjs").Scheduled} Scheduled
 * @typedef {import("./settings.mjs").Stage} Stage
 * @typedef {{ moments: readonly number[], targets: readonly ("web" | "api" | "postgres" | "redis")[], pauses: readonly number[] }} Kills
 */

const SHARES = { web: 5, api: 7, postgres: 4, redis: 4 };
/** Milliseconds that somebody stays away who was killed, before it is started again. */
const PAUSE = { least: 100, most: 1_500 };
/** Nothing is killed so soon before the end: it has to come back. Seconds. */
const TAIL = 10;
const WARM = 6;
const INTERVAL = 100; // milliseconds

/**
 * Who is killed when, all of it known beforehand.
 *
 * @param {import("../isolation/random.mjs").Random} random
 * @param {{ count: number, length: number, transport: import("./outages.mjs").Transport }} extent - `length` in seconds
 * @returns {Kills}
 */
export function chooseKills(random, { count, length, transport }) {
  const shares = transport === "redis" ? SHARES : { ...SHARES, redis: 0 };
  const each = Array.from({ length: count });
  return {
    moments: each
      .map(() => random.int(WARM * 1000, (length - TAIL) * 1000))
      .sort((one, other) => one - other),
    targets: each.map(() => random.weighted(shares)),
    pauses: each.map(() => random.int(PAUSE.least, PAUSE.most)),
  };
}

/**
 * @param {System} system
 * @param {object} what
 * @param {readonly Scheduled[]} what.steps
 * @param {Kills} what.kills
 * @param {import("../isolation/random.mjs").Random} what.random
 * @param {number} what.began
 * @param {(what: string) => void} what.tell - told of everything that happens, as it does
 * @param {(kind: "web" | "api", stage: Partial<Stage>, name: string) => void} what.changed - told of each process with other settings
 */
export async function conduct(system, { steps, kills, random, began, tell, changed }) {
  const kinds = { web: system.webs, api: system.apis };
  const until = (/** @type {number} */ moment) => sleep(Math.max(0, began + moment - Date.now()));

  /** @param {"web" | "api"} kind @param {Partial<Stage>} stage */
  async function roll(kind, stage) {
    const servers = kinds[kind];
    // Half of them at a time, the others serve.
    for (let at = 0; at < servers.length; at += servers.length / 2) {
      const some = servers.slice(at, at + servers.length / 2);
      await Promise.all(
        some.map(async ({ component, name }) => {
          await component.replace((now) => ({ ...now, ...stage }));
          changed(kind, stage, name);
          tell(`${name} is back`);
        }),
      );
    }
  }
  /** @param {number} seconds */
  async function silence(seconds) {
    const silenced = system.redis ? [system.redis] : system.webs.map(({ component }) => component);
    await Promise.all(silenced.map((component) => component.kill(seconds * 1000)));
  }
  async function carryOut() {
    /** @type {Map<string, number>} */
    const over = new Map();
    for (const { name, at, change = {}, after, silence: seconds } of steps) {
      await until(at * 1000);
      if (after) await sleep(Math.max(0, (over.get(after.step) ?? 0) + after.seconds * 1000 - Date.now()));
      tell(name);
      const parts = /** @type {["web" | "api", Partial<Stage>][]} */ (Object.entries(change));
      await Promise.all(parts.map(([kind, stage]) => roll(kind, stage)));
      if (seconds) await silence(seconds);
      over.set(name, Date.now());
      tell(`${name}: done`);
    }
  }
  /** @type {Record<string, number>} */
  const killed = {};
  async function killAll() {
    /** @type {Promise<void>[]} */
    const under = [];
    for (const [at, moment] of kills.moments.entries()) {
      await until(moment);
      const target = kills.targets[at] ?? "api";
      const component = await findUp(target);
      tell(`kill ${component.name}`);
      killed[target] = (killed[target] ?? 0) + 1;
      const back = component
        .kill(kills.pauses[at] ?? PAUSE.most)
        .then(() => tell(`${component.name} is back`));
      back.catch(() => {}); // awaited below
      under.push(back);
    }
    await Promise.all(under);
  }
  /** @param {Kills["targets"][number]} target */
  async function findUp(target) {
    const single = target === "postgres" || target === "redis" ? system[target] : undefined;
    const all = single ? [single] : kinds[target === "web" ? "web" : "api"].map(({ component }) => component);
    for (;;) {
      const up = all.filter(({ state }) => state === "up");
      if (up.length > 0) return random.pick(up);
      await sleep(INTERVAL);
    }
  }
  await Promise.all([carryOut(), killAll()]);
  return { killed };
}
