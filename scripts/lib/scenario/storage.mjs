/** Where everything is kept: PostgreSQL with its three roles, migrated, and perhaps Redis. */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { makeCluster } from "../../postgres.mjs";
import { freePort } from "../ports.mjs";
import { run } from "../processes.mjs";
import { prepareDatabase } from "../roles.mjs";
import { migrations } from "../servers.mjs";
import { QUIET_TOOLS } from "../settings.mjs";
import { beginPostgres, beginRedis } from "./programs.mjs";

/**
 * @typedef {import("./component.mjs").Component<Record<string, never>>} Store
 * @typedef {(name: string, begin: (count: number) => import("./component.mjs").Begun) => Store} Add
 * @typedef {(name: string) => string} Log
 */

/**
 * @param {import("./outages.mjs").Transport} transport
 * @param {{ add: Add, log: Log, onStop: (work: () => Promise<unknown>) => void }} tools
 */
export async function startStorage(transport, { add, log, onStop }) {
  const folder = mkdtempSync(join(tmpdir(), "scenario-"));
  const cluster = makeCluster();
  const remove = () => {
    cluster.remove();
    rmSync(folder, { recursive: true, force: true });
  };
  process.once("exit", remove);
  onStop(async () => {
    process.off("exit", remove);
    remove();
  });
  const [postgresPort, redisPort] = [await freePort(), await freePort()];
  const postgres = add("postgres", () => beginPostgres(cluster, postgresPort));
  const redis =
    transport === "redis"
      ? add("redis", (count) => beginRedis(redisPort, folder, log(`redis-${count}`)))
      : undefined;
  await Promise.all([postgres.start(), redis?.start()]);
  const { urls } = await prepareDatabase(new URL(`postgresql://postgres@127.0.0.1:${postgresPort}/todo`));
  return { postgres, redis, urls, redisUrl: redis && `redis://127.0.0.1:${redisPort}` };
}

/**
 * Make the tables of both apps.
 *
 * @param {import("./settings.mjs").Variables} webVariables
 * @param {Readonly<Record<string, string>>} urls
 * @param {Log} log
 */
export async function migrate(webVariables, urls, log) {
  const { PATH, HOME } = process.env;
  const base = { PATH, HOME, DATA_DIR: "", ...QUIET_TOOLS };
  const ports = { webPort: 0, apiPort: 0, apiEnv: {} };
  const webEnv = { ...base, ...webVariables };
  const all = migrations({ ...ports, webEnv, migrationEnv: { ...base, ...urls } });
  for (const { name, title, command, args, cwd, env } of all)
    await run(command, args, { cwd, env, log: log(name), what: title });
}
