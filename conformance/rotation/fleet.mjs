/** Processes of one kind behind a balancer: half of them make room for others with other settings, and then the rest. */
import { startServers } from "../servers/index.mjs";

/** Both in milliseconds. */
const [DRAINED, SIDE_BY_SIDE] = [10_000, 300];

/** @typedef {import("../servers/index.mjs").Program} Program */
/** @typedef {Readonly<Record<string, string>>} Variables */
/** @typedef {ReturnType<typeof createFleet>} Fleet */
/**
 * @typedef {object} Instance
 * @property {string} name
 * @property {number} port
 * @property {number} busy - requests that are under way
 * @property {readonly string[]} lines - all that it has printed
 * @property {() => Promise<void>} stop
 */

/**
 * @param {object} kind
 * @param {readonly Program[]} kind.programs - one for each process
 * @param {string} kind.folder - of the logs
 * @param {(at: number, variables: Variables) => Variables | Promise<Variables>} kind.settingsOf - one process
 */
export function createFleet({ programs, folder, settingsOf }) {
  const count = programs.length;
  /** @type {(Instance | undefined)[]} */
  const instances = Array.from({ length: count });
  /** All that were started and have not ended. @type {Set<Instance>} */
  const alive = new Set();
  let turn = 0;
  let started = 0;

  /** @param {number} at @param {Variables} variables @returns {Promise<Instance>} */
  async function start(at, variables) {
    const program = /** @type {Program} */ (programs[at]);
    started += 1;
    const own = { ...program, name: program.name, settings: await settingsOf(at, variables) };
    const { servers, stop } = await startServers({}, `${folder}/${program.name}-${at + 1}-${started}`, [own]);
    const [server] = servers;
    if (server === undefined) throw new Error("nothing was started");
    const { port, lines } = server;
    const instance = { name: `${program.title} ${at + 1}`, port, lines, busy: 0, stop };
    alive.add(instance);
    return instance;
  }
  /** @param {number[]} places @param {Variables} variables @throws What starting any of them throws, when all have started or failed. */
  async function startSome(places, variables) {
    const started = await Promise.allSettled(places.map((at) => start(at, variables)));
    return started.map((each) => {
      if (each.status === "rejected") throw each.reason;
      return each.value;
    });
  }
  /** @param {Instance} instance - that nobody is sent to any more */
  async function end(instance) {
    const late = Date.now() + DRAINED;
    while (instance.busy > 0 && Date.now() < late) await new Promise((done) => setTimeout(done, 5));
    await instance.stop();
    alive.delete(instance);
  }
  /** Whichever is next; it is busy from now on. */
  function take() {
    const up = instances.filter((each) => each !== undefined);
    turn += 1;
    const instance = up[turn % up.length];
    if (instance === undefined) throw new Error("nobody is up");
    instance.busy += 1;
    return instance;
  }
  return {
    take,
    /** @param {Variables} variables */
    async startAll(variables) {
      // The first alone: it makes the tables.
      instances[0] = await start(0, variables);
      const [, ...places] = instances.keys();
      instances.splice(1, count, ...(await startSome(places, variables)));
    },
    /**
     * As any platform does it, no request is lost: those to come are started, then one half takes over, and after a while the
     * other, so that for this while old and new settings are at work side by side.
     *
     * @param {Variables} variables
     * @param {number} [many] - are restarted, of all
     */
    async restart(variables, many = count) {
      const places = Array.from({ length: many }, (_, at) => at);
      const next = await startSome(places, variables);
      const ends = [];
      for (const at of places) {
        const instance = instances[at];
        instances[at] = next[at];
        if (instance) ends.push(end(instance));
        if ((at + 1) % (count / 2) === 0) await new Promise((done) => setTimeout(done, SIDE_BY_SIDE));
      }
      await Promise.all(ends);
    },
    /** One more that nobody is sent to. @param {number} at - whose program it is @param {Variables} variables */
    startAside: start,
    get all() {
      return instances.filter((each) => each !== undefined);
    },
    /** A request to whichever is next. @param {string} path @param {RequestInit} [init] */
    async request(path, init) {
      const instance = take();
      try {
        const response = await fetch(`http://127.0.0.1:${instance.port}${path}`, init);
        return { status: response.status, headers: response.headers, text: await response.text() };
      } finally {
        instance.busy -= 1;
      }
    },
    stop: async () => void (await Promise.all([...alive].map((each) => each.stop()))),
  };
}
