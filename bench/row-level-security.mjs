/** `node bench/row-level-security.mjs`: what the database's own wall costs. Starts PostgreSQL, prints two tables. */
import { spawn } from "node:child_process";
import { once } from "node:events";
import { inRoot, VENV_PYTHON } from "../scripts/lib/paths.mjs";
import { startPostgres } from "../scripts/postgres.mjs";

const cluster = await startPostgres();
const loop = spawn(VENV_PYTHON, [inRoot("bench/loops/python/row_level_security.py")], {
  env: { ...process.env, TEST_DATABASE_URL: cluster.url },
  stdio: ["ignore", "inherit", "inherit"],
});
[process.exitCode] = await once(loop, "exit");
await cluster.stop();
