/** The processes that are measured: an auth server, Redis if it is asked for, and four APIs. */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Failure } from "../../scripts/lib/failure.mjs";
import { inRoot, ROOT } from "../../scripts/lib/paths.mjs";
import { answers, freePort } from "../../scripts/lib/ports.mjs";
import { exitOf, launch, stop } from "../../scripts/lib/processes.mjs";

const PATIENCE = 30_000; // milliseconds
const APIS = 4;

/**
 * @param {"feed" | "Redis"} transport
 * @param {(name: string) => string} log
 * @returns {Promise<{ auth: string, apis: string[], stop: () => Promise<void> }>} their origins
 */
export async function startProcesses(transport, log) {
  const folder = mkdtempSync(join(tmpdir(), "jwt-auth-bridge-bench-"));
  /** @type {import("node:child_process").ChildProcess[]} */
  const children = [];
  const stopAll = async () => {
    for (const child of children.reverse()) await stop(child);
    rmSync(folder, { recursive: true, force: true });
  };
  /** @param {string} name @param {number} port @param {string[]} command @param {NodeJS.ProcessEnv} env */
  async function start(name, port, [program = "", ...args], env) {
    const child = launch(program, args, { cwd: ROOT, env, log: log(`${transport}-${name}`) });
    children.push(child);
    const ended = exitOf(child).then(() => false);
    if (!(await Promise.race([ended, untilAnswering(port)]))) throw new Failure(`${name} did not start`);
  }
  try {
    const [redisPort, authPort] = [await freePort(), await freePort()];
    const auth = `http://127.0.0.1:${authPort}`;
    /** @type {NodeJS.ProcessEnv} */
    const env = {
      PATH: process.env.PATH,
      AUTH_DATABASE: join(folder, "auth.sqlite"),
      BETTER_AUTH_URL: auth,
      BETTER_AUTH_SECRET: "a-secret-for-measurements-alone-0123456789",
      JWT_AUDIENCE: "bench-api",
    };
    if (transport === "Redis") {
      const settings = ["--port", String(redisPort), "--bind", "127.0.0.1", "--save", "", "--dir", folder];
      await start("redis", redisPort, ["redis-server", ...settings], env);
      env.REDIS_URL = `redis://127.0.0.1:${redisPort}`;
    }
    const node = (/** @type {string} */ file) => [process.execPath, inRoot(`bench/revocation/${file}`)];
    await start("auth-server", authPort, node("auth-server.mjs"), { ...env, PORT: String(authPort) });
    const apis = [];
    for (let index = 0; index < APIS; index++) {
      const port = await freePort();
      await start(`api-${index}`, port, node("api.mjs"), { ...env, PORT: String(port) });
      apis.push(`http://127.0.0.1:${port}`);
    }
    return { auth, apis, stop: stopAll };
  } catch (error) {
    await stopAll();
    throw error;
  }
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
