/** The processes that are measured: an auth server, Redis if it is asked for, and four APIs. Each may be killed and started again. */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Failure } from "../../scripts/lib/failure.mjs";
import { inRoot, ROOT } from "../../scripts/lib/paths.mjs";
import { answers, freePort } from "../../scripts/lib/ports.mjs";
import { exitOf, launch, stop } from "../../scripts/lib/processes.mjs";

const PATIENCE = 90_000; // milliseconds; an API that starts without revocations waits for them
const APIS = 4;

/** @typedef {"feed" | "Redis"} Transport */
/** @typedef {{ port: number, command: string[], env: NodeJS.ProcessEnv }} Program */
/**
 * @typedef {object} Processes
 * @property {Transport} transport
 * @property {string} auth - its origin
 * @property {string[]} apis - theirs
 * @property {(name: string) => Promise<void>} start - "redis", "auth-server", or "api-0" and so on; until it answers
 * @property {(name: string) => Promise<void>} kill - by SIGKILL
 * @property {() => Promise<void>} stop - all
 */

/** @param {Transport} transport @param {(name: string) => string} log @returns {Promise<Processes>} */
export async function startProcesses(transport, log) {
  const folder = mkdtempSync(join(tmpdir(), "jwt-auth-bridge-bench-"));
  const programs = await programsOf(transport, folder);
  /** @type {Map<string, import("node:child_process").ChildProcess>} */
  const children = new Map();
  const originOf = (/** @type {string} */ name) => `http://127.0.0.1:${programs.get(name)?.port}`;

  /** @param {string} name */
  async function start(name) {
    const { port, env, command } = /** @type {Program} */ (programs.get(name));
    const [program = "", ...args] = command;
    const child = launch(program, args, { cwd: ROOT, env, log: log(`${transport}-${name}`) });
    children.set(name, child);
    const ended = exitOf(child).then(() => false);
    if (!(await Promise.race([ended, untilAnswering(port)]))) throw new Failure(`${name} did not start`);
  }
  /** @param {string} name */
  async function kill(name) {
    const child = children.get(name);
    if (child?.pid === undefined) throw new Failure(`${name} is not running`);
    const ended = exitOf(child);
    process.kill(-child.pid, "SIGKILL");
    await ended;
  }
  async function stopAll() {
    for (const child of [...children.values()].reverse()) await stop(child);
    rmSync(folder, { recursive: true, force: true });
  }
  try {
    for (const name of programs.keys()) await start(name);
  } catch (error) {
    await stopAll();
    throw error;
  }
  const apis = [...programs.keys()].filter((name) => name.startsWith("api-")).map(originOf);
  return { transport, auth: originOf("auth-server"), apis, start, kill, stop: stopAll };
}

/** In the order of their start. @param {Transport} transport @param {string} folder */
async function programsOf(transport, folder) {
  /** @type {Map<string, Program>} */
  const programs = new Map();
  const port = await freePort();
  /** @type {NodeJS.ProcessEnv} */
  const env = {
    PATH: process.env.PATH,
    AUTH_DATABASE: join(folder, "auth.sqlite"),
    BETTER_AUTH_URL: `http://127.0.0.1:${port}`,
    BETTER_AUTH_SECRET: "a-secret-for-measurements-alone-0123456789",
    JWT_AUDIENCE: "bench-api",
  };
  if (transport === "Redis") {
    const redis = await freePort();
    env.REDIS_URL = `redis://127.0.0.1:${redis}`;
    // What it has answered for is still there when it was killed.
    const kept = ["--appendonly", "yes", "--appendfsync", "always", "--save", "", "--dir", folder];
    const command = ["redis-server", "--port", String(redis), "--bind", "127.0.0.1", ...kept];
    programs.set("redis", { port: redis, env, command });
  }
  const node = (/** @type {string} */ file, /** @type {number} */ own) => {
    const command = [process.execPath, inRoot(`bench/revocation/${file}`)];
    return { port: own, command, env: { ...env, PORT: String(own) } };
  };
  programs.set("auth-server", node("auth-server.mjs", port));
  for (let at = 0; at < APIS; at++) programs.set(`api-${at}`, node("api.mjs", await freePort()));
  return programs;
}

/** @param {number} port */
async function untilAnswering(port) {
  const end = Date.now() + PATIENCE;
  while (Date.now() < end) {
    if (await answers("127.0.0.1", port)) return true;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  return false;
}
