/** Who works in the system: people that the seed makes, each with two devices. */
import { Model } from "../isolation/model.mjs";
import { createRandom } from "../isolation/random.mjs";
import { Browser } from "./browser.mjs";
import { sleep } from "./component.mjs";
import { live } from "./device.mjs";
import { Holdings } from "./holdings.mjs";
import { Ledger } from "./ledger.mjs";

/**
 * @typedef {import("./run.mjs").Options} Options
 * @typedef {import("./world.mjs").World} World
 * @typedef {import("./world.mjs").Person} Person
 */
const DEVICES = 2; // of each person
/** Milliseconds in which those sign up who are there from the beginning. */
const RUSH = 2_000;

/** @param {Options} options @param {Pick<World, "system" | "outages" | "findings" | "confide">} given @returns {World} */
export function createWorld({ seed, people: count, bounds }, given) {
  /** @type {Person[]} */
  const people = Array.from({ length: count }, (_, at) => ({
    id: `zq${createRandom(seed, at).text().padEnd(14, "0").slice(0, 14)}`,
    authorization: "",
    userId: "",
    email: "",
    passwords: [],
    changes: 0,
    isChanging: false,
    isSteady: at % 3 === 0,
    endings: [],
  }));
  const ledger = new Ledger(bounds, given.outages);
  const empty = { owners: new Map(), recent: [], cursors: [], past: [], isOver: false };
  return {
    ...given,
    ...empty,
    people,
    users: people,
    actors: [],
    holdings: new Holdings(),
    ledger,
  };
}

/** Everybody signs up, half of them sooner or later, and uses two devices. @param {World} world @param {Options} options @param {import("./device.mjs").Keys} keys */
export async function settle(world, { seed, minutes }, keys) {
  const lives = world.people.map(async (person, at) => {
    const devices = Array.from({ length: DEVICES }, (_, device) => {
      const number = at * DEVICES + device;
      const random = createRandom(seed, number);
      const browser = new Browser(world, person, random);
      return { user: person, mark: `${person.id} d${device}`, model: new Model(), random, browser };
    });
    const [first] = devices;
    if (!first) return;
    world.actors = [...world.actors, ...devices];
    await sleep(first.random.int(0, at % 2 === 0 ? RUSH : minutes * 30_000));
    await first.browser.signUp();
    if (person.userId !== "") await Promise.all(devices.map((device) => live(world, device, keys)));
  });
  await Promise.all(lives);
}
