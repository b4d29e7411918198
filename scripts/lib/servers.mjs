/** How the two servers are migrated and started. Nothing listens beyond this machine. */
import { createRequire } from "node:module";
import { join } from "node:path";
import { LOOPBACK } from "./addresses.mjs";
import { API, ROOT, VENV_PYTHON, WEB } from "./paths.mjs";

/**
 * @typedef {object} Command
 * @property {string} name - also of its log
 * @property {string} command
 * @property {string[]} args
 * @property {string} cwd
 * @property {NodeJS.ProcessEnv} env
 *
 * @typedef {Command & { title: string }} Migration
 * @typedef {Command & { health: string }} Server - `health` is a URL that answers 200 once it is ready
 *
 * @typedef {Pick<ReturnType<typeof import("./settings.mjs").resolveSettings>, "webPort" | "apiPort" | "webEnv" | "apiEnv" | "migrationEnv">} Settings
 */

/** @param {Settings} settings @returns {Migration[]} */
export function migrations({ webEnv, migrationEnv }) {
  const web = ["run", "migrate", "-w", "apps/web"];
  const api = ["-m", "alembic", "-c", join(API, "alembic.ini"), "upgrade", "head"];
  return [
    {
      name: "migrate-web",
      title: "migrate the web database",
      command: "npm",
      args: web,
      cwd: ROOT,
      env: webEnv,
    },
    {
      name: "migrate-api",
      title: "migrate the API database",
      command: VENV_PYTHON,
      args: api,
      cwd: ROOT,
      env: migrationEnv,
    },
  ];
}

/** @param {import("./app.mjs").Mode} mode @param {Settings} settings @returns {Server[]} */
export function servers(mode, { webPort, apiPort, webEnv, apiEnv }) {
  const next = createRequire(join(WEB, "package.json")).resolve("next/dist/bin/next");
  return [
    {
      name: "web",
      command: process.execPath,
      args: [next, mode, "-H", LOOPBACK, "-p", String(webPort)],
      cwd: WEB,
      env: { ...webEnv, NODE_ENV: mode === "dev" ? "development" : "production" },
      health: `http://${LOOPBACK}:${webPort}/api/auth/ok`,
    },
    {
      name: "api",
      command: VENV_PYTHON,
      args: ["-m", "todo_api", ...(mode === "dev" ? ["--reload"] : [])],
      cwd: API,
      env: { ...apiEnv, API_HOST: LOOPBACK, PYTHONUNBUFFERED: "1" },
      health: `http://${LOOPBACK}:${apiPort}/ready`,
    },
  ];
}
