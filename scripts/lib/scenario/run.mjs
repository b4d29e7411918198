/** One run: the system is started, people work in it, the conductor does what is planned, and in the end everything is looked at. */
import { randomBytes } from "node:crypto";
import { appendFileSync, mkdirSync, rmSync } from "node:fs";
import { join } from "node:path";
import { createRandom } from "../isolation/random.mjs";
import { LIST } from "../testing/log-step.mjs";
import { sleep } from "./component.mjs";
import { chooseKills, conduct } from "./conductor.mjs";
import { lookAtEverything } from "./end.mjs";
import { Findings } from "./findings.mjs";
import { Outages } from "./outages.mjs";
import { createWorld, settle } from "./people.mjs";
import { documentedSteps, schedule } from "./plan.mjs";
import { sabotaged } from "./sabotage.mjs";
import { AUDIENCE } from "./settings.mjs";
import { startSystem } from "./system.mjs";

/** @typedef {import("./outages.mjs").Transport} Transport */
/**
 * @typedef {object} Options
 * @property {string} seed
 * @property {number} minutes
 * @property {Transport} transport
 * @property {number} people
 * @property {number} kills
 * @property {import("./bounds.mjs").Bounds} bounds
 * @property {string} logs - folder
 * @property {string} [sabotage] - what is done wrong on purpose
 * @property {(line: string) => void} say
 */
/**
 * @typedef {object} Result
 * @property {Options} options
 * @property {Findings} findings
 * @property {Record<string, number>} killed - by what
 * @property {string[]} done - steps
 * @property {string[]} left - steps for which there was no time
 * @property {number} keys - how many have signed tokens
 */

const SOURCES = { conductor: 1_000_000, kills: 1_000_001 };

/** @param {Options} options @returns {Promise<Result>} */
export async function run(options) {
  const { seed, minutes, transport, bounds, logs, say } = options;
  // There once the library is built.
  const { keysOf, readPlan } = await import("../../../conformance/rotation/plan.mjs");
  rmSync(logs, { recursive: true, force: true });
  mkdirSync(logs, { recursive: true });
  const confide = (/** @type {string[]} */ ...values) =>
    appendFileSync(join(logs, LIST), values.map((value) => `${value}\n`).join(""));
  const [old = "", recent = ""] = [1, 2].map(() => randomBytes(32).toString("base64"));
  confide(old, recent);
  const fill = (/** @type {string} */ text) => text.replace("<new>", recent).replace("<old>", old);
  const steps = sabotaged(options.sabotage, documentedSteps(readPlan(), fill));
  const { scheduled, left } = schedule(steps, minutes * 60);
  const stage = {
    secrets: `1:${old}`,
    hasSecret: true,
    hasJwks: false,
    signing: /** @type {const} */ ("secret"),
  };
  /** @type {Map<string, string>} */
  const keys = new Map();
  for (const secrets of [stage.secrets, ...scheduled.map(({ change }) => change?.api?.secrets ?? "")])
    if (secrets) keys.set(secrets, await keysOf(secrets, AUDIENCE));
  const knownKeysOf = (/** @type {string} */ secrets) => keys.get(secrets) ?? "";

  const outages = new Outages(bounds, transport);
  const findings = new Findings(Date.now());
  const broken = (/** @type {string} */ what) => findings.add("ended by itself", what, "");
  const system = await startSystem({
    transport,
    stage,
    secret: old,
    keysOf: knownKeysOf,
    outages,
    logs,
    broken,
    isDeaf: options.sabotage === "deaf",
  });
  try {
    const began = Date.now();
    findings.begin(began);
    const tell = (/** @type {string} */ what) =>
      say(`${((Date.now() - began) / 1000).toFixed(1).padStart(6)} s  ${what}`);
    const world = createWorld(options, { system, outages, findings, confide });
    for (const { name } of system.apis) world.holdings.set(name, 0, true);
    const settings = { issuer: system.origin, audience: AUDIENCE };
    const lives = settle(world, options, { settings, secrets: [old, recent] });
    /** @type {(kind: "web" | "api", change: Partial<import("./settings.mjs").Stage>, name: string) => void} */
    const changed = (kind, { secrets, hasSecret = true }, name) => {
      if (kind === "api")
        world.holdings.set(name, Date.now(), hasSecret && (secrets ?? stages(name)).includes(old));
      if (kind === "api" && secrets) known.set(name, secrets);
    };
    /** @type {Map<string, string>} */
    const known = new Map();
    const stages = (/** @type {string} */ name) => known.get(name) ?? stage.secrets;
    const [{ killed }] = await Promise.all([
      conduct(system, {
        steps: scheduled,
        kills: chooseKills(createRandom(seed, SOURCES.kills), {
          count: options.kills,
          length: minutes * 60,
          transport,
        }),
        random: createRandom(seed, SOURCES.conductor),
        began,
        tell,
        changed,
      }),
      sleep(minutes * 60_000),
    ]);
    world.isOver = true;
    await lives;
    tell("everybody stops; what is left is looked at");
    await sleep(bounds.grace);
    await lookAtEverything(world);
    const used = [...findings.counts.keys()].filter((name) => name.startsWith("key "));
    return { options, findings, killed, done: scheduled.map(({ name }) => name), left, keys: used.length };
  } finally {
    await system.stop();
  }
}
