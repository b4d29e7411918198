/** The whole of it: what is stored, two web processes behind one address, four APIs, and one that was not told of sign-outs. */
import { join } from "node:path";
import { API, inRoot, VENV_PYTHON } from "../paths.mjs";
import { freePort } from "../ports.mjs";
import { servers } from "../servers.mjs";
import { QUIET_TOOLS } from "../settings.mjs";
import { startBalancer } from "./balancer.mjs";
import { Component } from "./component.mjs";
import { begin, isHealthy } from "./programs.mjs";
import { apiVariables, webVariables } from "./settings.mjs";
import { migrate, startStorage } from "./storage.mjs";

/**
 * @typedef {import("./settings.mjs").Stage} Stage
 * @typedef {{ component: Component<Stage>, port: number, name: string }} Server
 * @typedef {Awaited<ReturnType<typeof startSystem>>} System
 */
const WEBS = [1, 2];
const APIS = [1, 2, 3, 4];
const FORGETFUL = [inRoot("scripts/scenario/forgetful.py")];

/**
 * @param {object} options
 * @param {import("./outages.mjs").Transport} options.transport
 * @param {Stage} options.stage - to begin with
 * @param {string} options.secret - the first
 * @param {(secrets: string) => string} options.keysOf
 * @param {import("./outages.mjs").Outages} options.outages
 * @param {string} options.logs - folder
 * @param {(what: string) => void} options.broken
 * @param {boolean} options.isDeaf - whether the first of the four is not told of sign-outs either
 */
export async function startSystem({ transport, stage, secret, keysOf, outages, logs, broken, isDeaf }) {
  const log = (/** @type {string} */ name) => join(logs, `${name}.log`);
  /** @type {(() => Promise<unknown>)[]} */
  const stops = [];
  const stop = async () => {
    while (stops.length > 0) await stops.pop()?.();
  };
  /** @template T @param {Omit<import("./component.mjs").Kind<T>, "outages" | "broken">} kind */
  const add = (kind) => {
    const component = new Component({ ...kind, outages, broken });
    stops.push(() => component.stop());
    return component;
  };
  try {
    const storage = await startStorage(transport, {
      add: (name, how) => add({ name, settings: {}, begin: (_, count) => how(count) }),
      log,
      onStop: (work) => stops.push(work),
    });
    const port = await freePort();
    const places = { ...storage, origin: `http://localhost:${port}` };
    await migrate(webVariables(places, 0, stage, secret), storage.urls, log);

    /** @type {Server[]} */
    const webs = [];
    const balancer = await startBalancer(port, () =>
      webs.filter(({ component }) => component.state === "up").map((web) => web.port),
    );
    stops.push(() => balancer.stop());
    for (const at of WEBS) webs.push(await addWeb(`web-${at}`));
    /** @param {string} name @returns {Promise<Server>} */
    async function addWeb(name) {
      const own = await freePort();
      const { web } = commandsAt(own);
      /** @param {Stage} now @param {number} count */
      const how = (now, count) =>
        begin(web, {
          env: webVariables(places, own, now, secret),
          log: log(`${name}-${count}`),
          isReady: () => isHealthy(web.health),
        });
      const retire = () => balancer.cut(own);
      return { name, port: own, component: add({ name, settings: stage, begin: how, retire }) };
    }
    /** @param {string} name @param {{ hasKeys: boolean, args?: string[] | undefined }} kind @returns {Promise<Server>} */
    async function addApi(name, { hasKeys, args }) {
      const own = await freePort();
      const { api } = commandsAt(own);
      /** @param {Stage} now @param {number} count */
      const how = (now, count) =>
        begin(args ? { ...api, command: VENV_PYTHON, args } : api, {
          env: { ...apiVariables(places, own, now, keysOf, hasKeys), PYTHONPATH: API },
          log: log(`${name}-${count}`),
          isReady: () => isHealthy(api.health),
        });
      return { name, port: own, component: add({ name, settings: stage, begin: how }) };
    }
    const apis = [];
    for (const at of APIS)
      apis.push(
        await addApi(`api-${at}`, {
          hasKeys: at % 2 === 0,
          args: isDeaf && at === 1 ? FORGETFUL : undefined,
        }),
      );
    const forgetful = await addApi("forgetful", { hasKeys: false, args: FORGETFUL });
    // An API waits for the first word of a web process.
    await Promise.all([...webs, ...apis, forgetful].map(({ component }) => component.start()));
    const { postgres, redis } = storage;
    return { origin: places.origin, webs, apis, forgetful, postgres, redis, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

/** How `npm start` starts the two apps; what they are told comes from elsewhere. @param {number} port */
function commandsAt(port) {
  const none = { webEnv: {}, apiEnv: {}, migrationEnv: { DATA_DIR: "", ...QUIET_TOOLS } };
  const [web, api] = servers("start", { webPort: port, apiPort: port, ...none });
  if (!web || !api) throw new Error("there are two apps to start");
  return { web, api };
}
