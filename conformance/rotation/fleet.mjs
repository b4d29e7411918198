/** Processes of one kind behind a balancer: some are taken out, restarted with other settings, and put back; then the others. */
import { startServers } from "../servers/index.mjs";

const DRAINED = 10_000; // milliseconds

/** @typedef {import("../servers/index.mjs").Program} Program */
/** @typedef {Readonly<Record<string, string>>} Variables */
/**
 * @typedef {object} Instance
 * @property {string} name
 * @property {number} port
 * @property {number} busy - requests that are under way
 * @property {readonly string[]} lines - all that it has printed
 * @property {() => Promise<void>} stop
 */

/** @param {{ program: Program, folder: string, settingsOf: (at: number, secrets: string) => Variables, count: number }} kind */
export function createFleet({ program, folder, settingsOf, count }) {
  /** @type {(Instance | undefined)[]} */
  const instances = Array.from({ length: count });
  let turn = 0;
  let started = 0;

  /** @param {number} at @param {string} secrets @returns {Promise<Instance>} */
  async function start(at, secrets) {
    started += 1;
    const own = { ...program, settings: settingsOf(at, secrets) };
    const { servers, stop } = await startServers({}, `${folder}/${program.name}-${at + 1}-${started}`, [own]);
    const [server] = servers;
    if (server === undefined) throw new Error("nothing was started");
    return { name: `${program.title} ${at + 1}`, port: server.port, lines: server.lines, busy: 0, stop };
  }
  /** @param {number} at @param {string} secrets */
  async function replace(at, secrets) {
    const instance = instances[at];
    instances[at] = undefined;
    const late = Date.now() + DRAINED;
    while (instance && instance.busy > 0 && Date.now() < late)
      await new Promise((done) => setTimeout(done, 5));
    const [next] = await Promise.all([start(at, secrets), instance?.stop()]);
    instances[at] = next;
  }
  return {
    /** @param {string} secrets */
    async startAll(secrets) {
      // The first alone: it makes the tables.
      instances[0] = await start(0, secrets);
      const others = instances.slice(1).map(async (_, at) => {
        instances[at + 1] = await start(at + 1, secrets);
      });
      await Promise.all(others);
    },
    /**
     * A few at a time, the others serve: as any platform does it, no request is lost.
     *
     * @param {string} secrets
     * @param {number} [many] - are restarted, of all
     */
    async restart(secrets, many = count) {
      for (let at = 0; at < many; at += count / 2) {
        const places = Array.from({ length: Math.min(count / 2, many - at) }, (_, place) => at + place);
        await Promise.all(places.map((place) => replace(place, secrets)));
      }
    },
    get all() {
      return instances.filter((each) => each !== undefined);
    },
    /**
     * A request to whichever is next.
     *
     * @param {string} path @param {RequestInit} [init]
     */
    async request(path, init) {
      const up = instances.filter((each) => each !== undefined);
      turn += 1;
      const instance = up[turn % up.length];
      if (instance === undefined) throw new Error("nobody is up");
      instance.busy += 1;
      try {
        const response = await fetch(`http://127.0.0.1:${instance.port}${path}`, init);
        return { status: response.status, headers: response.headers, text: await response.text() };
      } finally {
        instance.busy -= 1;
      }
    },
    stop: async () => void (await Promise.all(instances.map((each) => each?.stop()))),
  };
}
