/** How the processes of the system are begun, so that they can be killed and begun again. */
import { serveCluster } from "../../postgres.mjs";
import { answers } from "../ports.mjs";
import { exitOf, launch, stop } from "../processes.mjs";

/**
 * @typedef {import("./component.mjs").Begun} Begun
 * @typedef {Readonly<Record<string, string>>} Variables
 */
/** Whoever is asked so often while it starts has no time to. */
const PATIENCE = 2_000; // milliseconds
/** A server whose streams were cut has nothing else to wait for. */
const GRACE = 3_000; // milliseconds

/**
 * A program of its own process group, with these variables and nothing else of this process's environment.
 *
 * @param {{ command: string, args: readonly string[], cwd: string }} program
 * @param {{ env: Variables, log: string, isReady: () => Promise<boolean> }} how
 * @returns {Begun}
 */
export function begin({ command, args, cwd }, { env, log, isReady }) {
  const { PATH, HOME } = process.env;
  const all = { PATH, HOME, LANG: "C.UTF-8", NO_COLOR: "1", ...env };
  const child = launch(command, args, { cwd, env: all, log });
  const kill = () => {
    try {
      if (child.pid) process.kill(-child.pid, "SIGKILL");
    } catch {} // it has just ended by itself
    return stop(child, 0);
  };
  return { isReady, kill, stop: () => stop(child, GRACE), ended: exitOf(child) };
}

/** Whether this address answers 200. @param {string} url */
export const isHealthy = (url) =>
  fetch(url, { signal: AbortSignal.timeout(PATIENCE) })
    .then((response) => response.arrayBuffer().then(() => response.ok))
    .catch(() => false);

/** PostgreSQL on a cluster that survives it: what was committed is there when it is back. @param {import("../../postgres.mjs").Cluster} cluster @param {number} port @returns {Begun} */
export function beginPostgres(cluster, port) {
  const { server, ended, isReady } = serveCluster(cluster, port, { max_connections: "300" });
  const kill = () => {
    server.kill("SIGKILL");
    return ended;
  };
  process.prependOnceListener("exit", kill); // before its files are removed
  ended.then(() => process.off("exit", kill));
  return {
    isReady: async () => isReady(),
    kill,
    stop: kill,
    ended: ended.then(() => `${server.signalCode ?? server.exitCode}`),
  };
}

/** Redis that loses nothing which it has answered. @param {number} port @param {string} folder @param {string} log @returns {Begun} */
export function beginRedis(port, folder, log) {
  const settings = {
    port,
    bind: "127.0.0.1",
    dir: folder,
    save: "",
    appendonly: "yes",
    appendfsync: "always",
  };
  const args = Object.entries(settings).flatMap(([name, value]) => [`--${name}`, `${value}`]);
  const program = { command: "redis-server", args, cwd: folder };
  return begin(program, { env: {}, log, isReady: () => answers("127.0.0.1", port) });
}
