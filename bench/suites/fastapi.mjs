/** A FastAPI endpoint: open, behind a check that does nothing, behind the bridge, and as tutorials guard it. */
import { Failure } from "../../scripts/lib/failure.mjs";
import { USERS } from "../lib/context.mjs";
import { processorClock, SATURATED } from "../lib/cpu.mjs";
import { requireAnswers, requireRefusals } from "../lib/probe.mjs";
import { startServer } from "../lib/servers.mjs";
import { CONNECTIONS, load } from "../lib/wrk.mjs";

/** @typedef {import("../lib/context.mjs").Context} Context */
/** @typedef {import("../lib/servers.mjs").Server & { loadFile: string }} Server */

const CONTENDERS = [
  { id: "none", title: "no dependency", module: "none", guarded: false },
  { id: "do-nothing", title: "a dependency that does nothing", module: "do_nothing", guarded: false },
  { id: "bridge", title: "`auth.path_owner`", module: "bridge", guarded: true, atLeast: 0.88 },
  {
    id: "bridge-many",
    title: "`auth.path_owner`, 20,000 tokens",
    module: "bridge",
    guarded: true,
    tokens: /** @type {const} */ ("many"),
  },
  { id: "tutorial", title: "`HTTPBearer` + PyJWT", module: "tutorial", guarded: true, about: 0.47 },
];

/** @type {import("../lib/report.mjs").Suite} */
export const fastapi = {
  id: "fastapi",
  title: "FastAPI, requests a second",
  unit: "requests/s",
  base: "do-nothing",
  contenders: CONTENDERS.map(({ module: _, guarded: __, tokens: ___, ...contender }) => contender),
  measure,
};

/** @param {Context} context */
async function measure(context) {
  /** @type {Server[]} */
  const servers = [];
  try {
    for (const { id, module, guarded, tokens = "few" } of CONTENDERS) {
      const server = await startServer(id, module, context);
      servers.push({ ...server, loadFile: context.tokens[tokens] });
      await requireAnswers(server, context.tokens);
      if (guarded) await requireRefusals(server, context.tokens);
    }
    return await inTurn(servers, context);
  } finally {
    await Promise.all(servers.map((server) => server.stop()));
  }
}

/** Load the servers one after the other, again and again. @param {Server[]} servers @param {Context} context */
async function inTurn(servers, context) {
  const { serverRounds: rounds, serverSeconds: seconds } = context.extent;
  const once = onceWith(context);
  /** @type {Record<string, { values: number[], p99: number[] }>} */
  const samples = Object.fromEntries(servers.map(({ id }) => [id, { values: [], p99: [] }]));
  let [least, spare] = [Number.POSITIVE_INFINITY, rounds];
  for (const server of servers) await once(server, 1); // warm-up
  for (let round = 1; round <= rounds; round++) {
    for (const server of servers) {
      let measured = await once(server, seconds);
      // Something else had the core for a moment: that measurement says nothing, so it is taken again.
      while (measured.busy < SATURATED && spare-- > 0) measured = await once(server, seconds);
      if (measured.busy < SATURATED) throw unsaturated(server.id, measured.busy);
      least = Math.min(least, measured.busy);
      samples[server.id]?.values.push(measured.perSecond);
      samples[server.id]?.p99.push(measured.p99);
    }
    const last = servers.map(({ id }) => `${id} ${samples[id]?.values.at(-1)?.toFixed(0)}`);
    context.say(`  round ${round} of ${rounds}: ${last.join(", ")}`);
  }
  const conditions = {
    rounds: `${rounds} × ${seconds} s`,
    users: USERS,
    connections: CONNECTIONS,
    "processor time of the server, at least": `${Math.floor(least * 100)} %`,
    "measured again": rounds - Math.max(spare, 0),
  };
  return { samples, conditions };
}

/** @param {Context} context */
function onceWith({ pins, log }) {
  const clock = processorClock();
  return async (/** @type {Server} */ { pid, origin, loadFile }, /** @type {number} */ seconds) => {
    const before = clock(pid);
    const measured = await load({ origin, seconds, loadFile, pin: pins.load, log: log("wrk") });
    return { ...measured, busy: (clock(pid) - before) / measured.seconds };
  };
}

/** @param {string} id @param {number} busy */
function unsaturated(id, busy) {
  const percent = Math.floor(busy * 100);
  return new Failure(
    `the server ${id} had its core for ${percent} % of the time only, so nothing is reported. Stop what else runs, and repeat`,
  );
}
