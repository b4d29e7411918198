/** The whole of it: PostgreSQL, perhaps Redis, two web processes behind one address, four APIs, and one that was not told of sign-outs. */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { makeCluster } from "../../postgres.mjs";
import { API, inRoot, VENV_PYTHON } from "../paths.mjs";
import { freePort } from "../ports.mjs";
import { run } from "../processes.mjs";
import { prepareDatabase } from "../roles.mjs";
import { migrations, servers } from "../servers.mjs";
import { QUIET_TOOLS } from "../settings.mjs";
import { startBalancer } from "./balancer.mjs";
import { Component } from "./component.mjs";
import { begin, beginPostgres, beginRedis, isHealthy } from "./programs.mjs";
import { apiVariables, webVariables } from "./settings.mjs";

/**
 * @typedef {import("./settings.mjs").Stage} Stage
 * @typedef {{ component: Component<Stage>, port: number, name: string }} Server
 * @typedef {Awaited<ReturnType<typeof startSystem>>} System
 */
/** Only what is run needs settings. */
const NOTHING = { DATA_DIR: "", ...QUIET_TOOLS };
const APIS = 4;
const WEBS = 2;

/**
 * @param {object} options
 * @param {import("./outages.mjs").Transport} options.transport
 * @param {Stage} options.stage - to begin with
 * @param {string} options.secret - the first
 * @param {(secrets: string) => string} options.keysOf
 * @param {import("./outages.mjs").Outages} options.outages
 * @param {string} options.logs - folder
 * @param {(what: string) => void} options.broken
 * @param {number} options.deaf - how many of the four are not told of sign-outs either
 */
export async function startSystem({ transport, stage, secret, keysOf, outages, logs, broken, deaf }) {
  const log = (/** @type {string} */ name) => join(logs, `${name}.log`);
  const folder = mkdtempSync(join(tmpdir(), "scenario-"));
  const cluster = makeCluster();
  /** @type {number[]} */
  const ports = [];
  for (let at = 0; at < WEBS + APIS + 4; at += 1) ports.push(await freePort());
  const take = () => /** @type {number} */ (ports.pop());
  /** @type {(() => Promise<unknown>)[]} */
  const stops = [async () => rmSync(folder, { recursive: true, force: true }), async () => cluster.remove()];
  const stop = async () => {
    while (stops.length > 0) await stops.pop()?.();
  };
  /** @template T @param {string} name @param {T} settings @param {(settings: T, count: number) => import("./component.mjs").Begun} how @param {() => void} [retire] */
  const add = (name, settings, how, retire = () => {}) => {
    const component = new Component({ name, settings, begin: how, outages, broken, retire });
    stops.push(() => component.stop());
    return component;
  };
  try {
    const [postgresPort, redisPort, webPort] = [take(), take(), take()];
    const postgres = add("postgres", {}, () => beginPostgres(cluster, postgresPort));
    const redis =
      transport === "redis"
        ? add("redis", {}, (_, count) => beginRedis(redisPort, folder, log(`redis-${count}`)))
        : undefined;
    await Promise.all([postgres.start(), redis?.start()]);
    const administrator = new URL(`postgresql://postgres@127.0.0.1:${postgresPort}/todo`);
    const { urls } = await prepareDatabase(administrator);
    const origin = `http://localhost:${webPort}`;
    const places = { origin, urls, redisUrl: redis && `redis://127.0.0.1:${redisPort}` };
    await migrate(webVariables(places, 0, stage, secret), urls, log);

    /** @type {Server[]} */
    const webs = [];
    const isUp = (/** @type {Server} */ { component }) => component.state === "up";
    const balancer = await startBalancer(webPort, () => webs.filter(isUp).map(({ port }) => port));
    stops.push(() => balancer.stop());
    const program = (/** @type {number} */ at, /** @type {number} */ port) => {
      const all = servers("start", {
        webPort: port,
        apiPort: port,
        webEnv: {},
        apiEnv: {},
        migrationEnv: NOTHING,
      });
      return /** @type {import("../servers.mjs").Server} */ (all[at]);
    };
    for (let at = 1; at <= WEBS; at += 1) {
      const [name, port] = [`web-${at}`, take()];
      const own = program(0, port);
      const how = (/** @type {Stage} */ now, /** @type {number} */ count) =>
        begin(own, {
          env: webVariables(places, port, now, secret),
          log: log(`${name}-${count}`),
          isReady: () => isHealthy(own.health),
        });
      webs.push({ name, port, component: add(name, stage, how, () => balancer.cut(port)) });
    }
    /** @type {(name: string, hasKeys: boolean, args?: string[]) => Server} */
    const api = (name, hasKeys, args) => {
      const port = take();
      const own = program(1, port);
      const how = (/** @type {Stage} */ now, /** @type {number} */ count) =>
        begin(
          { ...own, command: VENV_PYTHON, args: args ?? own.args },
          {
            env: { ...apiVariables(places, port, now, keysOf, hasKeys), PYTHONPATH: API },
            log: log(`${name}-${count}`),
            isReady: () => isHealthy(own.health),
          },
        );
      return { name, port, component: add(name, stage, how) };
    };
    const args = [inRoot("scripts/scenario/forgetful.py")];
    const apis = Array.from({ length: APIS }, (_, at) =>
      api(`api-${at + 1}`, at % 2 === 1, at < deaf ? args : undefined),
    );
    const forgetful = api("forgetful", false, args);
    // An API waits for the first word of a web process.
    await Promise.all([...webs, ...apis, forgetful].map(({ component }) => component.start()));
    return { origin, webs, apis, forgetful, postgres, redis, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

/**
 * @param {Readonly<Record<string, string>>} webEnv
 * @param {Readonly<Record<string, string>>} urls
 * @param {(name: string) => string} log
 */
async function migrate(webEnv, urls, log) {
  const { PATH, HOME } = process.env;
  const base = { PATH, HOME };
  const migrationEnv = { ...base, ...NOTHING, ...urls };
  const all = migrations({
    webPort: 0,
    apiPort: 0,
    webEnv: { ...base, ...webEnv },
    apiEnv: {},
    migrationEnv,
  });
  for (const { name, title, command, args, cwd, env } of all)
    await run(command, args, { cwd, env, log: log(name), what: title });
}
