/** What the chosen suites need, made ready once for all of them. */
import { startPgbouncer } from "../../pgbouncer.mjs";
import { startPostgres } from "../../postgres.mjs";
import { buildContract, buildLibrary, buildWeb } from "../build.mjs";
import { installNpmPackages } from "../npm-packages.mjs";
import { installPythonPackages } from "../python.mjs";
import { requireChromium, requirePgbouncer, requirePostgres, requireRedis } from "./prerequisites.mjs";

/** @typedef {import("./suites.mjs").Need} Need */

/** @typedef {{ env: NodeJS.ProcessEnv, log: (name: string) => string, progress: import("../progress.mjs").Progress }} Context */

/**
 * Begin with all of it; no suite waits for what others need.
 *
 * @param {ReadonlySet<Need>} needs
 * @param {Context} context
 */
export function prepare(needs, { env, log, progress }) {
  /** @type {NodeJS.ProcessEnv} */
  const found = {};
  /** @type {(() => Promise<void>)[]} */
  const stops = [];
  /** @type {Map<Need, Promise<unknown>>} */
  const made = new Map();
  const ready = (/** @type {readonly Need[]} */ wanted) => Promise.all(wanted.map((need) => made.get(need)));
  /** @param {Need} need @param {readonly Need[]} after @param {string} title @param {() => Promise<string>} work */
  const make = (need, after, title, work) => {
    if (!needs.has(need)) return;
    const making = ready(after).then(() => progress.step(title, work));
    making.catch(() => {}); // it is told to those who need it
    made.set(need, making);
  };

  make("python", [], "Python packages", () => installPythonPackages("develop", env, log("pip")));
  make("npm", [], "npm packages", () => installNpmPackages(env, log("npm")));
  // One after the other: apt takes one caller at a time.
  make("postgres", [], "PostgreSQL", async () => {
    await requirePostgres({ env, log });
    const cluster = await startPostgres();
    found.TEST_DATABASE_URL = cluster.url;
    stops.unshift(cluster.stop);
    return "a throw-away cluster";
  });
  make("pgbouncer", ["postgres"], "PgBouncer", async () => {
    await requirePgbouncer({ env, log });
    const bouncer = await startPgbouncer(found.TEST_DATABASE_URL ?? "");
    found.TEST_PGBOUNCER_URL = bouncer.url;
    stops.unshift(bouncer.stop);
    return "in transaction mode";
  });
  make("redis", ["postgres", "pgbouncer"], "Redis", () => requireRedis({ env, log }));
  make("chromium", ["postgres", "pgbouncer", "redis"], "Chromium", async () => {
    found.CHROMIUM_PATH = await requireChromium({ env, log });
    return found.CHROMIUM_PATH;
  });
  // So are the builds: each of Next's takes every core.
  make("library", ["npm"], "build the library", () => buildLibrary(env, log("build-library")));
  make("web", ["library"], "build the web app", () => buildWeb(env, log("build-web")));
  make("contract", ["library", "web"], "build the Next server", () =>
    buildContract(env, log("build-contract")),
  );

  return {
    /**
     * @param {readonly Need[]} wanted
     * @returns {Promise<NodeJS.ProcessEnv>} what a suite with these needs finds them by
     * @throws {Failure} when one of them could not be made ready.
     */
    async ready(wanted) {
      await ready(wanted);
      return { ...env, ...found };
    },
    /** A server that was started would keep this process alive. */
    async release() {
      await Promise.allSettled(made.values());
      for (const stop of stops) await stop();
    },
  };
}
