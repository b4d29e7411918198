/** Both servers together: ready when both are healthy, stopped when one ends. */
import { Failure } from "./failure.mjs";
import { tail } from "./logs.mjs";
import { exitOf, launch } from "./processes.mjs";

const PATIENCE = 120_000; // ms; a cold `next dev` compiles its first routes in this time, and the API waits for one of them
const INTERVAL = 100; // ms

/**
 * Run until one of the servers ends.
 *
 * @param {readonly import("./servers.mjs").Server[]} servers
 * @param {object} options
 * @param {import("./progress.mjs").Progress} options.progress
 * @param {(name: string) => string} options.log - the path of a server's log
 * @param {boolean} options.echo - print what the servers print
 * @param {() => void} options.ready - called once all are healthy
 * @param {number} [options.patience] - milliseconds
 * @returns {Promise<never>}
 * @throws {Failure} with the end of its log, when a server ends or does not become healthy.
 */
export async function serve(servers, { progress, log, echo, ready, patience = PATIENCE }) {
  const ends = servers.map(async ({ name, command, args, cwd, env, health }) => {
    const show = (/** @type {string} */ line) => progress.say(`${name} | ${line}`);
    const child = launch(command, args, { cwd, env, log: log(name), ...(echo && { echo: show }) });
    const ended = exitOf(child).then((how) => fail(`the ${name} server ended by itself (${how})`, log(name)));
    ended.catch(() => {}); // awaited below, after the first step
    const healthy = async () => {
      if (await answersOk(health, patience)) return;
      fail(`the ${name} server was not ready within ${patience / 1000} s`, log(name));
    };
    await progress.step(`start the ${name} server`, () => Promise.race([ended, healthy()]));
    return { ended };
  });
  const started = await Promise.all(ends);
  ready();
  return Promise.race(started.map(({ ended }) => ended));
}

/** @param {string} what @param {string} path @returns {never} */
function fail(what, path) {
  throw new Failure(`${what}. All of its output: ${path}`, tail(path));
}

/** @param {string} url @param {number} patience - milliseconds */
async function answersOk(url, patience) {
  const end = Date.now() + patience;
  while (Date.now() < end) {
    const ok = await fetch(url, { signal: AbortSignal.timeout(10_000) }).then(
      (response) => response.arrayBuffer().then(() => response.ok),
      () => false,
    );
    if (ok) return true;
    await new Promise((resolve) => setTimeout(resolve, INTERVAL));
  }
  return false;
}
