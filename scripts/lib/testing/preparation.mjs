/** Everything that the chosen suites need, made ready once for all of them. */
import { startPgbouncer } from "../../pgbouncer.mjs";
import { startPostgres } from "../../postgres.mjs";
import { buildContract, buildLibrary, buildWeb } from "../build.mjs";
import { installNpmPackages } from "../npm-packages.mjs";
import { installPythonPackages } from "../python.mjs";
import { requireChromium, requirePgbouncer, requirePostgres, requireRedis } from "./prerequisites.mjs";

/** @typedef {import("./suites.mjs").Need} Need */

/** @typedef {{ env: NodeJS.ProcessEnv, log: (name: string) => string, progress: import("../progress.mjs").Progress }} Context */

/**
 * @param {ReadonlySet<Need>} needs
 * @param {Context} context
 * @returns {Promise<{ env: NodeJS.ProcessEnv, release: () => Promise<void> }>} what the suites find the rest by
 */
export async function prepare(needs, context) {
  /** @type {(() => Promise<void>)[]} */
  const stops = [];
  const release = async () => {
    for (const stop of stops) await stop();
  };
  try {
    return { env: { ...context.env, ...(await makeReady(needs, context, stops)) }, release };
  } catch (error) {
    // A server that was started would keep this process alive.
    await release();
    throw error;
  }
}

/**
 * @param {ReadonlySet<Need>} needs
 * @param {Context} context
 * @param {(() => Promise<void>)[]} stops - takes what ends each server that is started
 */
async function makeReady(needs, { env, log, progress }, stops) {
  /** @type {NodeJS.ProcessEnv} */
  const found = {};
  const npm = () => installNpmPackages(env, log("npm"));
  const python = () => installPythonPackages("develop", env, log("pip"));
  await Promise.all([
    needs.has("npm") && progress.step("npm packages", npm),
    needs.has("python") && progress.step("Python packages", python),
  ]);
  // One after the other: apt takes one caller at a time.
  if (needs.has("chromium")) {
    await progress.step("Chromium", async () => {
      found.CHROMIUM_PATH = await requireChromium({ env, log });
      return found.CHROMIUM_PATH;
    });
  }
  if (needs.has("postgres")) {
    await progress.step("PostgreSQL", async () => {
      await requirePostgres({ env, log });
      const cluster = await startPostgres();
      found.TEST_DATABASE_URL = cluster.url;
      stops.unshift(cluster.stop);
      return "a throw-away cluster";
    });
  }
  if (needs.has("pgbouncer")) {
    await progress.step("PgBouncer", async () => {
      await requirePgbouncer({ env, log });
      const bouncer = await startPgbouncer(found.TEST_DATABASE_URL ?? "");
      found.TEST_PGBOUNCER_URL = bouncer.url;
      stops.unshift(bouncer.stop);
      return "in transaction mode";
    });
  }
  if (needs.has("redis")) await progress.step("Redis", () => requireRedis({ env, log }));
  if (needs.has("library"))
    await progress.step("build the library", () => buildLibrary(env, log("build-library")));
  if (needs.has("contract"))
    await progress.step("build the Next server", () => buildContract(env, log("build-contract")));
  if (needs.has("web")) await progress.step("build the web app", () => buildWeb(env, log("build-web")));
  return found;
}
