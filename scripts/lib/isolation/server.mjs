/** The Todo API on PostgreSQL, as apps/api/tests/isolation serves it. */
import { Failure } from "../failure.mjs";
import { tail } from "../logs.mjs";
import { API, VENV_PYTHON } from "../paths.mjs";
import { exitOf, launch, stop } from "../processes.mjs";

/** @typedef {"guard" | "session" | "database"} Wall */
/**
 * @typedef {object} Setup
 * @property {number} pool - connections
 * @property {readonly Wall[]} without
 */

const SETTINGS = {
  BETTER_AUTH_SECRET: "only-for-tests-0123456789-abcdefghijklmnopqrstuvwxyz",
  BETTER_AUTH_URL: "http://localhost:3000",
  JWT_AUDIENCE: "todo-api",
};
/** What a token of this API is made with. */
export const TOKENS = {
  secret: SETTINGS.BETTER_AUTH_SECRET,
  issuer: SETTINGS.BETTER_AUTH_URL,
  audience: SETTINGS.JWT_AUDIENCE,
};

/**
 * @param {Setup} setup
 * @param {{ server: string, log: string }} where - `server` is a superuser's URL of PostgreSQL
 * @throws {Failure} when it ends before it serves.
 */
export async function startServer({ pool, without }, { server, log }) {
  const args = ["-m", "tests.isolation.serve", "--pool", `${pool}`];
  /** @type {(origin: string) => void} */
  let begin = () => {};
  const begun = new Promise((resolve) => {
    begin = resolve;
  });
  const child = launch(VENV_PYTHON, [...args, ...without.flatMap((wall) => ["--without", wall])], {
    cwd: API,
    env: { PATH: process.env.PATH, TEST_DATABASE_URL: server, PYTHONDONTWRITEBYTECODE: "1", ...SETTINGS },
    log,
    echo: (line) => {
      if (line.startsWith("serving ")) begin(line.slice("serving ".length));
    },
  });
  const ended = exitOf(child).then((how) => {
    throw new Failure(`the API ended (${how}). All of its output: ${log}`, tail(log));
  });
  ended.catch(() => {});
  const origin = await Promise.race([begun, ended]);
  return { origin, stop: () => stop(child) };
}
