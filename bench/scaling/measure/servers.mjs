/** The processes of the measurements: PostgreSQL, Redis and a Better Auth whose work is counted. */
import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import pg from "pg";
import { Failure } from "../../../scripts/lib/failure.mjs";
import { tail } from "../../../scripts/lib/logs.mjs";
import { inRoot, ROOT } from "../../../scripts/lib/paths.mjs";
import { answers, freePort } from "../../../scripts/lib/ports.mjs";
import { launch, stop } from "../../../scripts/lib/processes.mjs";
import { childEnv } from "../../lib/context.mjs";

const PATIENCE = 60_000; // milliseconds

export const SETTINGS = {
  BETTER_AUTH_SECRET: "a-secret-for-measurements-alone-0123456789",
  JWT_AUDIENCE: "bench-api",
};

/**
 * @typedef {object} Counted - by an auth server, since its start
 * @property {string[]} statements - sent to PostgreSQL
 * @property {number} stored - commands to Redis about sessions
 * @property {number} seconds - of processor time
 * @property {number[]} sent - bytes to each listener of the feed
 *
 * @typedef {Awaited<ReturnType<typeof startAuth>>} Auth
 */

/**
 * @param {string} name - of the log
 * @param {Record<string, string>} env
 * @param {(name: string) => string} log
 */
export async function startAuth(name, env, log) {
  const port = await freePort();
  const origin = `http://127.0.0.1:${port}`;
  const own = { ...SETTINGS, ...env, BETTER_AUTH_URL: origin, PORT: String(port) };
  const program = [inRoot("bench/scaling/measure/auth-server.mjs")];
  const child = await listening(port, process.execPath, program, own, log(name));
  const counted = async () => /** @type {Promise<Counted>} */ ((await fetch(`${origin}/counted`)).json());
  return { origin, env: own, counted, stop: () => stop(child) };
}

/** @param {(name: string) => string} log */
export async function startRedis(log) {
  const port = await freePort();
  const args = ["--port", String(port), "--bind", "127.0.0.1", "--save", "", "--appendonly", "no"];
  const child = await listening(port, "redis-server", args, {}, log("redis"));
  const ask = (/** @type {string[]} */ ...command) =>
    execFileSync("redis-cli", ["-p", String(port), ...command], { encoding: "utf8" });
  /** One command so often, from many connections. @param {number} times @param {string[]} command */
  const flood = (times, ...command) =>
    execFileSync("redis-benchmark", ["-p", String(port), "-n", String(times), "-q", ...command]);
  return { url: `redis://127.0.0.1:${port}`, ask, flood, stop: () => stop(child) };
}

/** @param {number} port @param {string} command @param {string[]} args @param {Record<string, string>} env @param {string} log */
async function listening(port, command, args, env, log) {
  const child = launch(command, args, { cwd: ROOT, env: childEnv(env), log });
  const end = Date.now() + PATIENCE;
  while (!(await answers("127.0.0.1", port))) {
    if (child.exitCode !== null || Date.now() > end) {
      await stop(child);
      throw new Failure(`what is measured did not start. All of its output: ${log}`, tail(log));
    }
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  return child;
}

/** The process of a cluster's server. @param {string} url */
export async function processOf(url) {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  const { rows } = await client.query("SHOW data_directory");
  await client.end();
  return Number(readFileSync(join(rows[0].data_directory, "postmaster.pid"), "utf8").split("\n")[0]);
}
