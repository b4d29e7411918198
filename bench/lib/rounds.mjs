/** Servers, loaded one after the other, again and again. */
import { USERS } from "./context.mjs";
import { processorClocks } from "./cpu.mjs";
import { requireAnswers, requireRefusals } from "./probe.mjs";
import { percent, requireSaturation } from "./saturation.mjs";
import { startServer } from "./servers.mjs";
import { CONNECTIONS, load } from "./wrk.mjs";

/**
 * @typedef {import("./context.mjs").Context} Context
 * @typedef {import("../credentials/tokens.mjs").Credentials} Credentials
 *
 * @typedef {object} Loaded - a server to be measured
 * @property {string} id
 * @property {import("./servers.mjs").Program} program
 * @property {Credentials} credentials - of those who ask
 * @property {readonly string[]} [refuses] - the faults of credentials that its documentation promises to refuse; without
 *   it the server is open to all
 * @property {Record<string, string>} [env]
 * @property {boolean} [asks] - it asks a database or another server, which shares the core of the load
 *
 * @typedef {Loaded & import("./servers.mjs").Server} Running
 */

/**
 * @param {readonly Loaded[]} contenders
 * @param {Context} context
 * @param {{ pin?: import("./cores.mjs").Pin, loadPin?: import("./cores.mjs").Pin }} [where] - each on a core of its own unless set
 * @returns {Promise<import("./report.mjs").Measurement>}
 * @throws {import("../../scripts/lib/failure.mjs").Failure} when a server does not do its job, an answer fails, or no core was the limit.
 */
export async function measureServers(contenders, context, where = {}) {
  const { pin = context.pins.subject, loadPin = context.pins.load } = where;
  /** @type {Running[]} */
  const servers = [];
  try {
    for (const contender of contenders) {
      const { id, program, credentials, refuses, env } = contender;
      const options = { pin, log: context.log };
      const server = await startServer(id, program, { ...credentials.env, ...env }, options);
      servers.push({ ...contender, ...server });
      await requireAnswers(server, credentials);
      if (refuses) await requireRefusals(server, credentials, refuses);
    }
    return await inTurn(servers, context, loadPin);
  } finally {
    await Promise.all(servers.map((server) => server.stop()));
  }
}

/** @param {readonly Running[]} servers @param {Context} context @param {import("./cores.mjs").Pin} loadPin */
async function inTurn(servers, context, loadPin) {
  const { serverRounds: rounds, serverSeconds: seconds, warmUpSeconds: warmUp } = context.extent;
  const once = onceWith(context, loadPin);
  /** @type {Record<string, { values: number[], p50: number[], p99: number[], load: number[] }>} */
  const samples = Object.fromEntries(
    servers.map(({ id }) => [id, { values: [], p50: [], p99: [], load: [] }]),
  );
  const allowed = Math.max(rounds, Math.ceil((rounds * servers.length) / 10));
  const saturation = requireSaturation(allowed);
  for (const server of warmUp > 0 ? servers : []) await once(server, warmUp);
  for (let round = 1; round <= rounds; round++) {
    for (const server of servers) {
      const measured = await saturation.of(server.id, () => once(server, seconds));
      samples[server.id]?.values.push(measured.perSecond);
      samples[server.id]?.p50.push(measured.p50);
      samples[server.id]?.p99.push(measured.p99);
      samples[server.id]?.load.push(measured.busy);
    }
    const last = servers.map(({ id }) => `${id} ${samples[id]?.values.at(-1)?.toFixed(0)}`);
    context.say(`  round ${round} of ${rounds}: ${last.join(", ")}`);
  }
  const most = Math.max(...Object.values(samples).flatMap((each) => each.load));
  const conditions = {
    rounds: `${rounds} × ${seconds} s`,
    users: USERS,
    connections: CONNECTIONS,
    "busy, at least": percent(saturation.least()),
    "wrk's part of a core, at most": percent(most),
    "measured again": saturation.again(),
  };
  return { samples, conditions };
}

/**
 * How busy what limits a server was: the server's own core; with several workers, the cores together with wrk's part; or,
 * where it asks another process, the core that this one shares with wrk.
 *
 * @param {Context} context
 * @param {import("./cores.mjs").Pin} loadPin
 */
function onceWith({ pins, log }, loadPin) {
  const clocks = processorClocks();
  const { loadCore } = pins;
  return async (/** @type {Running} */ server, /** @type {number} */ seconds) => {
    const { id, pid, origin, credentials, program, asks } = server;
    const core = () => (asks && loadCore !== undefined ? clocks.core(loadCore) : 0);
    const before = { tree: clocks.tree(pid), core: core() };
    const { loadFile } = credentials;
    const measured = await load({ id, origin, seconds, loadFile, pin: loadPin, log: log("wrk") });
    const own = (clocks.tree(pid) - before.tree) / measured.seconds;
    const behind = (core() - before.core) / measured.seconds;
    const { workers = 1 } = program;
    const limit = workers === 1 ? Math.max(own, behind) : (own + measured.busy) / workers;
    return { ...measured, limit };
  };
}
