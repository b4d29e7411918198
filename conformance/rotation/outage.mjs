/** The key set cannot be had: those who have the keys go on, and those who start have none. */
import { strangersToken } from "./replacement.mjs";
import { pause, statusAt } from "./world.mjs";

const PATIENCE = 40; // seconds; a verifier without keys asks again after 30 at most
/** Seconds between two requests of strangers to one API. */
const EACH = 0.05;

/** @typedef {import("./world.mjs").World} World */
/**
 * @typedef {object} Outage
 * @property {number} calls - with good tokens meanwhile
 * @property {number[]} waits - milliseconds that each of them took
 * @property {{ asked: number, statuses: number[] }} strangers - requests with a key that nobody has, and the answers that there were
 * @property {number} fetches - of the key set by the four APIs in a second of strangers in which it could be had
 * @property {{ during: number[], after: number[] }} started - what APIs that started meanwhile answer to a good token
 */

/**
 * @param {World} world
 * @param {number} seconds - for half of which the address does not answer, and then nobody is there
 * @returns {Promise<Outage>}
 */
export async function holdOut(world, seconds) {
  const { apis, keySet, keySetUrl, clients } = world;
  const {
    calls,
    waits: { length: first },
  } = clients.counted;
  const strangers = comeAndGo(apis);
  const { requests } = keySet;
  await pause(1);
  const fetches = keySet.requests - requests;
  await keySet.fallSilent();
  await pause(seconds / 2);
  await keySet.close();
  const [started] = await Promise.all([
    Promise.all([0, 1].map((at) => apis.startAside(at, { JWT_JWKS_URL: keySetUrl }))),
    pause(seconds / 2),
  ]);
  const during = await Promise.all(started.map((api) => statusAt(api, clients.token)));
  await keySet.reopen();
  const after = await Promise.all(started.map((api) => untilGood(api, () => clients.token)));
  return {
    calls: clients.counted.calls - calls,
    waits: clients.counted.waits.slice(first),
    strangers: await strangers.stop(),
    fetches,
    started: { during, after },
  };
}

/** @param {{ port: number }} api @param {() => string} token */
async function untilGood(api, token) {
  const late = Date.now() + PATIENCE * 1000;
  let status = await statusAt(api, token());
  while (status !== 200 && Date.now() < late) {
    await pause(0.1);
    status = await statusAt(api, token());
  }
  return status;
}

/** Each API is asked all the time with keys that nobody knows. @param {import("./fleet.mjs").Fleet} apis */
function comeAndGo(apis) {
  let isOver = false;
  let asked = 0;
  /** @type {Set<number>} */
  const statuses = new Set();
  const all = apis.all.map(async (api) => {
    while (!isOver) {
      statuses.add(await statusAt(api, strangersToken()));
      asked += 1;
      await pause(EACH);
    }
  });
  return {
    async stop() {
      isOver = true;
      await Promise.all(all);
      return { asked, statuses: [...statuses] };
    },
  };
}
