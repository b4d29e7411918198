/** Processes of one kind behind a balancer: some are taken out, restarted with other settings, and put back; then the others. */
import { startServers } from "../servers/index.mjs";

const DRAINED = 10_000; // milliseconds

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
  /** @type {Instance[]} */
  const others = [];
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
    return { name: `${program.title} ${at + 1}`, port: server.port, lines: server.lines, busy: 0, stop };
  }
  /** @param {number} at @param {Variables} variables */
  async function replace(at, variables) {
    const instance = instances[at];
    instances[at] = undefined;
    const late = Date.now() + DRAINED;
    while (instance && instance.busy > 0 && Date.now() < late)
      await new Promise((done) => setTimeout(done, 5));
    const [next] = await Promise.all([start(at, variables), instance?.stop()]);
    instances[at] = next;
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
      const rest = instances.slice(1).map(async (_, at) => {
        instances[at + 1] = await start(at + 1, variables);
      });
      await Promise.all(rest);
    },
    /**
     * A few at a time, the others serve: as any platform does it, no request is lost.
     *
     * @param {Variables} variables
     * @param {number} [many] - are restarted, of all
     */
    async restart(variables, many = count) {
      for (let at = 0; at < many; at += count / 2) {
        const places = Array.from({ length: Math.min(count / 2, many - at) }, (_, place) => at + place);
        await Promise.all(places.map((place) => replace(place, variables)));
      }
    },
    /** One more that nobody is sent to. @param {number} at - whose program it is @param {Variables} variables */
    async startAside(at, variables) {
      const instance = await start(at, variables);
      others.push(instance);
      return instance;
    },
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
    stop: async () => void (await Promise.all([...instances, ...others].map((each) => each?.stop()))),
  };
}
