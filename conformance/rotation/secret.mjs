/** The shared secret changes as the printed plan says, and people sign out meanwhile; then once more in the wrong order. */
import { issueTestToken } from "jwt-auth-bridge/testing";
import { createLeavers } from "./leavers.mjs";
import { readPlan } from "./plan.mjs";
import { AUDIENCE, ask, inWorld, MARGIN, pause } from "./world.mjs";

/** @typedef {import("./clients.mjs").Refused} Refused */
/** @typedef {import("./plan.mjs").Step} Step */
/**
 * @typedef {object} Outcome
 * @property {{ tokens: number, calls: number, refused: Refused[], keys: Set<string> }} planned
 * @property {number[]} before - what each API answers to a good token of the old key, while it accepts it
 * @property {number[]} after - the same, once it was dropped
 * @property {number} told - APIs that logged the old key
 * @property {{ step: string, before: number[], slowest: number, all: number[] }[]} signOuts - in each step: what each API answered
 *   before, milliseconds until all refused, and what all answer to everybody who had left by the end of the step
 * @property {Refused[]} wrong - what is refused where an auth server goes first
 */

const REVOCATION = { JWT_BRIDGE_OPTIONS: JSON.stringify({ revocation: true }) };

/** @param {import("./world.mjs").Extent} extent @returns {Promise<Outcome>} */
export async function changeSecret(extent) {
  const start = {
    name: "secret",
    auth: (/** @type {string[]} */ [old]) => ({ ...REVOCATION, BETTER_AUTH_SECRETS: `1:${old}` }),
    apis: (/** @type {string[]} */ [old]) => ({ REVOCATION: "1", BETTER_AUTH_SECRETS: `1:${old}` }),
  };
  return inWorld(extent, start, (world) => follow(world, extent));
}

/** @param {import("./world.mjs").World} world @param {import("./world.mjs").Extent} extent @returns {Promise<Outcome>} */
async function follow(world, { lifetime, say }) {
  const { auth, apis, clients, origin } = world;
  const [old = "", recent = "", third = ""] = world.secrets;
  const fleets = { "auth servers": auth, APIs: apis };
  /** @param {string} secrets - of the plan */
  const fill = (secrets) => ({
    ...{ ...REVOCATION, REVOCATION: "1" },
    BETTER_AUTH_SECRETS: secrets.replace("<new>", recent).replace("<old>", old),
  });
  /** In the order in which the plan names them: an auth server may not know yet what an API asks it with. @param {Step["restart"]} kinds */
  async function restartAll(kinds) {
    for (const { kind, secrets } of kinds) await fleets[kind].restart(fill(secrets));
  }
  // Good for longer than the run: only its key can be what it is refused for.
  const kept = issueTestToken({
    issuer: origin,
    audience: AUDIENCE,
    secret: old,
    userId: "p",
    lifetime: 3600,
  });
  const leavers = createLeavers(world, old);
  /** @type {Outcome["signOuts"]} */
  const signOuts = [];
  let [before, told] = [/** @type {number[]} */ ([]), 0];
  let isAccepted = true;

  for (const { title, restart, waits } of readPlan()) {
    say(title);
    clients.tell(title);
    const [seen, unseen] = await Promise.all([leavers.come(), leavers.come()]);
    if (waits) {
      before = await ask(apis, kept);
      await pause(lifetime + MARGIN);
      told = apis.all.filter(tells).length;
    }
    isAccepted &&= !title.includes("Drop");
    await Promise.all([restartAll(restart), leavers.leaveUnseen(unseen)]);
    // Those whose key was dropped would be refused anyway.
    if (!isAccepted) continue;
    const { before: known, slowest } = await leavers.leave(seen);
    signOuts.push({ step: title, before: known, slowest, all: await leavers.ask() });
  }
  const after = await ask(apis, kept);
  await pause(1);
  const planned = clients.soFar();

  say("The wrong order: an auth server first");
  clients.tell("the wrong order");
  await auth.restart(fill(`3:${third},2:<new>`), 1);
  await pause(lifetime);
  await clients.stop();
  return {
    planned,
    before,
    after,
    told,
    signOuts,
    wrong: clients.counted.refused.slice(planned.refused.length),
  };
}

/** Whether it says that the old key is still in use. @param {import("./fleet.mjs").Instance} api */
const tells = ({ lines }) => lines.some((line) => line.includes("not the newest, was accepted"));
