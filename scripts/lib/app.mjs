/** `npm start` and `npm run dev`: from a fresh clone to two healthy servers. */
import { buildLibrary, buildWeb } from "./build.mjs";
import { requireDatabases } from "./databases.mjs";
import { loadDotenv } from "./dotenv.mjs";
import { Failure } from "./failure.mjs";
import { main } from "./main.mjs";
import { installNpmPackages } from "./npm-packages.mjs";
import { inRoot } from "./paths.mjs";
import { requireFreePort } from "./ports.mjs";
import { run } from "./processes.mjs";
import { createProgress, seconds } from "./progress.mjs";
import { findPython, installPythonPackages } from "./python.mjs";
import { migrations, servers } from "./servers.mjs";
import { parseOptions, resolveSettings } from "./settings.mjs";
import { serve } from "./supervisor.mjs";

/** @typedef {"start" | "dev"} Mode */

const HELP = `Runs the Todo app: installs, builds and migrates whatever has changed, then starts both servers.

  npm start   -- [options]    the production build
  npm run dev -- [options]    with hot reload, and with what both servers print

  --web-port <port>   of the web app, otherwise WEB_PORT or 3000
  --api-port <port>   of the API, otherwise API_PORT or 8000
  --help

Settings come from the environment, then from .env, which the first start makes. Ctrl-C stops both.
Data is in SQLite files; for PostgreSQL see npm run database -- --help.`;

/** @param {Mode} mode */
export function runApp(mode) {
  return main(async () => {
    const options = parseOptions(process.argv.slice(2));
    if (options.help) console.log(HELP);
    else await up(mode, options);
  }, 0);
}

/** @param {Mode} mode @param {ReturnType<typeof parseOptions>} options */
async function up(mode, options) {
  const begun = Date.now();
  const progress = createProgress();
  const command = mode === "start" ? "npm start" : "npm run dev";
  findPython(); // before the long steps
  const { env, remarks } = loadDotenv(inRoot(".env"), process.env);
  const settings = resolveSettings(env, options);
  await requireFreePort(settings.webPort, "--web-port", command);
  await requireFreePort(settings.apiPort, "--api-port", command);
  await requireDatabases(env);
  for (const remark of remarks) progress.say(remark);

  const { toolsEnv, webEnv, logs } = settings;
  const log = (/** @type {string} */ name) => `${logs}/${name}.log`;
  await Promise.all([
    progress.step("npm packages", () => installNpmPackages(toolsEnv, log("npm"))),
    progress.step("Python packages", () => installPythonPackages("run", toolsEnv, log("pip"))),
  ]);
  const { requireLogIns } = await import("./log-ins.mjs"); // which needs those packages
  await requireLogIns(env);
  await progress.step("build the library", () => buildLibrary(toolsEnv, log("build-library")));
  await requireSoundSettings(webEnv);
  if (mode === "start") await progress.step("build the web app", () => buildWeb(toolsEnv, log("build-web")));
  const migrate = (
    /** @type {import("./servers.mjs").Migration} */ { name, title, command: file, args, cwd, env: own },
  ) => progress.step(title, () => run(file, args, { cwd, env: own, log: log(name), what: title }));
  await Promise.all(migrations(settings).map(migrate)); // they share a server at most, no table
  await serve(servers(mode, settings), {
    progress,
    log,
    echo: mode === "dev",
    ready: () =>
      progress.say(`\nReady in ${seconds(Date.now() - begun)}: ${settings.webOrigin}\nCtrl-C stops both.`),
  });
}

/** The library's own check, so that a wrong secret is said before anything starts. @param {NodeJS.ProcessEnv} env */
async function requireSoundSettings(env) {
  const { readEnvironment } = await import("jwt-auth-bridge");
  try {
    readEnvironment(env);
  } catch (error) {
    if (error instanceof Error && error.name === "ConfigurationError") throw new Failure(error.message);
    throw error;
  }
}
