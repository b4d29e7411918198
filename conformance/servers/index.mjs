/** The six contract servers, each with the same doors: started under one environment, stopped together. */
import { Failure } from "../../scripts/lib/failure.mjs";
import { tail } from "../../scripts/lib/logs.mjs";
import { inRoot, VENV_PYTHON } from "../../scripts/lib/paths.mjs";
import { freePort } from "../../scripts/lib/ports.mjs";
import { exitOf, launch, stop } from "../../scripts/lib/processes.mjs";

const PATIENCE = 60_000; // milliseconds; a machine with other work to do is slow to start Next
const INTERVAL = 50; // milliseconds
const HERE = inRoot("conformance/servers");
const LEASH = `${HERE}/leash.mjs`;

/**
 * @typedef {"better-auth" | "fastapi" | "asgi" | "asgi-h11" | "hono" | "express" | "fastify" | "next"} Name
 *
 * @typedef {object} Server
 * @property {Name} name
 * @property {string} title
 * @property {number} port - at 127.0.0.1
 * @property {readonly string[]} lines - all that it has printed, on both streams
 * @property {(now: number | null) => Promise<void>} setClock - seconds since 1970; null for the time of day
 *
 * @typedef {{ name: Name, title: string, command: (port: number) => string[], cwd?: string,
 *   settings?: Readonly<Record<string, string>> }} Program
 */

const node = (/** @type {string} */ file) => () => [process.execPath, `${HERE}/${file}`];
// -P: otherwise the folder comes first among Python's modules, and our fastapi.py is what FastAPI's users import.
const python = (/** @type {string} */ file) => () => [VENV_PYTHON, "-P", `${HERE}/${file}`];
const next = (/** @type {number} */ port) => [
  process.execPath,
  inRoot("node_modules/next/dist/bin/next"),
  ...["start", "-H", "127.0.0.1", "-p", String(port)],
];

/** @type {readonly Program[]} */
export const PROGRAMS = [
  { name: "fastapi", title: "FastAPI", command: python("fastapi.py") },
  { name: "asgi", title: "ASGI", command: python("asgi.py") },
  { name: "hono", title: "Hono", command: node("hono.mjs") },
  { name: "express", title: "Express", command: node("express.mjs") },
  { name: "fastify", title: "Fastify", command: node("fastify.mjs") },
  // Built from another folder than it is started in: Next then takes itself for one behind a platform's proxy, which names
  // parameters of the path in the query. Applications are run like this, and it is the harder case.
  { name: "next", title: "Next", command: next, cwd: `${HERE}/next` },
];

/** uvicorn has two parsers of HTTP, and takes httptools where it is installed, as it is here: this is the other. @type {Program} */
export const H11 = {
  name: "asgi-h11",
  title: "ASGI on h11",
  command: python("asgi.py"),
  settings: { HTTP_PARSER: "h11" },
};

/**
 * The variables that put a server under the policy of a file of vectors.
 *
 * @param {{ issuer: string, audience: string, secrets: readonly string[] }} policy
 */
export const environmentOf = ({ issuer, audience, secrets }) => ({
  BETTER_AUTH_URL: issuer,
  JWT_AUDIENCE: audience,
  BETTER_AUTH_SECRETS: secrets.map((secret, at) => `${secrets.length - at}:${secret}`).join(),
});

/**
 * Start servers on free ports, each with these variables and nothing else of this process's environment.
 *
 * @param {Readonly<Record<string, string>>} settings
 * @param {string} folder - of the logs, below .cache/conformance
 * @param {readonly Program[]} programs
 * @returns {Promise<{ servers: Server[], stop: () => Promise<void> }>} once all are healthy
 * @throws {Failure} with the end of its log, when one is not; none is left running.
 */
export async function startServers(settings, folder, programs = PROGRAMS) {
  /** @type {ReturnType<typeof launch>[]} */
  const children = [];
  const stopAll = async () => void (await Promise.all(children.map((child) => stop(child))));
  const started = programs.map(async ({ name, title, command, cwd = HERE, settings: own = {} }) => {
    const port = await freePort();
    const log = inRoot(".cache/conformance", folder, `${name}.log`);
    /** @type {string[]} */
    const lines = [];
    const env = environment(port, { ...settings, ...own });
    const echo = (/** @type {string} */ line) => void lines.push(line);
    const child = launch(process.execPath, [LEASH, ...command(port)], { cwd, env, log, echo, stdin: "pipe" });
    children.push(child);
    const problem = await untilHealthy(port, exitOf(child));
    if (problem)
      throw new Failure(
        `the ${title} server ${problem} before it was ready. All of its output: ${log}`,
        tail(log),
      );
    return { name, title, port, lines, setClock: clockOf(title, port) };
  });
  try {
    return { servers: await Promise.all(started), stop: stopAll };
  } catch (error) {
    await Promise.allSettled(started);
    await stopAll();
    throw error;
  }
}

/** @param {number} port @param {Readonly<Record<string, string>>} settings */
function environment(port, settings) {
  const { PATH, HOME } = process.env;
  const quiet = { NEXT_TELEMETRY_DISABLED: "1", NO_COLOR: "1", PYTHONDONTWRITEBYTECODE: "1" };
  const unbuffered = { PYTHONUNBUFFERED: "1" };
  return {
    PATH,
    HOME,
    LANG: "C.UTF-8",
    NODE_ENV: "production",
    PORT: `${port}`,
    ...quiet,
    ...unbuffered,
    ...settings,
  };
}

/**
 * @param {number} port
 * @param {Promise<string>} end - of the process, in words
 * @returns {Promise<string>} "", or what is wrong
 */
async function untilHealthy(port, end) {
  const late = Date.now() + PATIENCE;
  let ended = "";
  end.then((how) => {
    ended = how;
  });
  while (Date.now() < late) {
    const status = await fetch(`http://127.0.0.1:${port}/health`).then(
      (response) => response.arrayBuffer().then(() => response.status),
      () => 0, // nobody listens yet
    );
    if (ended) return `ended with ${ended}`; // whoever answers, it is another
    if (status === 200) return "";
    await new Promise((resolve) => setTimeout(resolve, INTERVAL));
  }
  return `did not answer within ${PATIENCE / 1000} s`;
}

/** @param {string} title @param {number} port @returns {Server["setClock"]} */
const clockOf = (title, port) => async (now) => {
  const response = await fetch(`http://127.0.0.1:${port}/clock`, {
    method: "PUT",
    headers: { "Content-Type": "application/json" },
    body: JSON.stringify({ now }),
  });
  if (response.status !== 204)
    throw new Failure(`the ${title} server does not set its clock: ${response.status}`);
};
