/** The example of docs/three-walls.md on a database of its own: its migrations, its servers, two users. */
import { execFile, spawn } from "node:child_process";
import { randomBytes } from "node:crypto";
import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { freePort } from "../../../scripts/lib/ports.mjs";
import { using } from "../../../scripts/lib/postgres-client.mjs";
import { startPostgres } from "../../../scripts/postgres.mjs";

export const EXAMPLE = fileURLToPath(new URL("../../examples/three-walls/", import.meta.url));
const PYTHON = fileURLToPath(new URL("../../../.venv/bin/python", import.meta.url));
const PATIENCE = 30_000; // ms
const SETTINGS = {
  BETTER_AUTH_SECRET: randomBytes(24).toString("hex"),
  BETTER_AUTH_URL: "http://localhost:3000",
  JWT_AUDIENCE: "notes",
  PYTHONDONTWRITEBYTECODE: "1",
};
const TOKENS = `
import json, os, sys
from jwt_auth_bridge.testing import issue_test_token
names = dict(secret="BETTER_AUTH_SECRET", issuer="BETTER_AUTH_URL", audience="JWT_AUDIENCE")
settings = {name: os.environ[variable] for name, variable in names.items()}
print(json.dumps({user: issue_test_token(**settings, user_id=user) for user in sys.argv[1:]}))
`;

/** @param {readonly string[]} args @param {NodeJS.ProcessEnv} env */
async function python(args, env = {}) {
  const options = { cwd: EXAMPLE, env: { ...process.env, ...SETTINGS, ...env } };
  return (await promisify(execFile)(PYTHON, [...args], options)).stdout;
}

/** A cluster with the page's roles and an empty database of `notes_owner`. */
export async function openWorld() {
  const cluster = await startPostgres();
  const admin = new URL(cluster.url);
  const roles = readFileSync(`${EXAMPLE}roles.sql`, "utf8");
  await using(admin, (client) => client.query(`CREATE ROLE notes_owner LOGIN; ${roles}`));
  await using(admin, (client) => client.query("CREATE DATABASE notes OWNER notes_owner"));
  const urls = { owner: "", api: "", jobs: "" };
  for (const role of /** @type {(keyof typeof urls)[]} */ (Object.keys(urls))) {
    const url = new URL("/notes", admin);
    url.username = `notes_${role}`;
    urls[role] = url.href;
  }
  /** @type {Record<string, string>} */
  const tokens = JSON.parse(await python(["-c", TOKENS, "ann", "bob"]));
  /** @type {Server[]} */
  const servers = [];

  return {
    /** As the page says: what waits too long for a lock gives up, and is run again. @param {string} direction @param {string} revision */
    async migrate(direction, revision, attempts = 5) {
      const env = { MIGRATION_DATABASE_URL: urls.owner };
      for (let left = attempts - 1; ; left -= 1) {
        const done = python(["-m", "alembic", direction, revision], env);
        const error = await done.then(
          () => undefined,
          (reason) => reason,
        );
        if (error === undefined) return;
        if (left === 0 || !/lock timeout/.test(String(error))) throw error;
      }
    },
    /** What Alembic still misses: it fails with it. */
    check: () => python(["-m", "alembic", "check"], { MIGRATION_DATABASE_URL: urls.owner }),
    /** What a program of Python prints. @param {readonly string[]} args @param {keyof typeof urls} role */
    run: (args, role) => python(args, { DATABASE_URL: asyncpg(urls[role]) }),
    /** Start an app as this role. @param {string} code @param {keyof typeof urls} role */
    async serve(code, role, lifespan = "on") {
      const server = { tokens, ...(await serve(code, asyncpg(urls[role]), lifespan)) };
      servers.push(server);
      return server;
    },
    async close() {
      await Promise.all(servers.map((server) => server.stop()));
      await cluster.stop();
    },
  };
}

/** @param {string} url */
const asyncpg = (url) => url.replace("postgresql:", "postgresql+asyncpg:");

/** @typedef {Awaited<ReturnType<typeof serve>> & { tokens: Record<string, string> }} Server */

/**
 * An app under uvicorn.
 *
 * @param {string} code - Python that makes `app`
 * @param {string} url @param {string} lifespan
 */
async function serve(code, url, lifespan) {
  const port = await freePort();
  const program = `${code}\nimport uvicorn\nuvicorn.run(app, port=${port}, lifespan=${JSON.stringify(lifespan)})`;
  const child = spawn(PYTHON, ["-c", program], {
    cwd: EXAMPLE,
    env: { ...process.env, ...SETTINGS, DATABASE_URL: url },
    stdio: ["ignore", "pipe", "pipe"],
  });
  let log = "";
  for (const stream of [child.stdout, child.stderr]) stream.on("data", (text) => (log += text));
  const ended = new Promise((resolve) => child.once("close", resolve));
  const base = `http://127.0.0.1:${port}`;
  const end = Date.now() + PATIENCE;
  let started = false;
  while (!started && child.exitCode === null && Date.now() < end) {
    started = await fetch(`${base}/health`).then(
      ({ ok }) => ok,
      () => false,
    );
    if (!started) await new Promise((resolve) => setTimeout(resolve, 50));
  }
  return {
    started,
    base,
    log: () => log,
    async stop() {
      child.kill("SIGTERM");
      await ended;
    },
  };
}
