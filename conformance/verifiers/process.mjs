/** A process that answers each line with a line, both JSON. */
import { spawn } from "node:child_process";
import { once } from "node:events";
import { createInterface } from "node:readline";

const PATIENCE = 60_000; // milliseconds for one line

/**
 * @param {string} name - how failures call it
 * @param {string} command
 * @param {readonly string[]} args
 * @param {string} cwd
 */
export function openProcess(name, command, args, cwd) {
  const env = { ...process.env, PYTHONDONTWRITEBYTECODE: "1" };
  const child = spawn(command, args, { cwd, env, stdio: ["pipe", "pipe", "pipe"] });
  /** @type {{ resolve: (answer: unknown) => void, reject: (error: Error) => void }[]} */
  const waiting = [];
  let printed = "";
  let ended = "";

  child.stderr.setEncoding("utf8").on("data", (text) => {
    printed = (printed + text).slice(-4_000);
  });
  child.stdin.on("error", () => {}); // it has ended, which "close" tells
  const kill = () => child.kill("SIGKILL");
  /** @param {string} how */
  const fail = (how) => {
    ended ||= how;
    for (const { reject } of waiting.splice(0)) reject(new Error(`${name} ${ended}\n${printed}`.trimEnd()));
  };
  createInterface({ input: child.stdout }).on("line", (line) => {
    try {
      const answer = JSON.parse(line);
      waiting.shift()?.resolve(answer);
    } catch {
      fail(`has answered what is not JSON: ${line.slice(0, 200)}`);
      kill();
    }
  });
  child.on("error", (error) => fail(`cannot start: ${error.message}`));
  child.on("close", (code, signal) => fail(`has ended with ${signal ?? `code ${code}`}`));
  // Whatever ends this process, the other does not outlive it.
  process.once("exit", kill);

  return {
    /** @param {unknown} question @returns {Promise<unknown>} */
    ask(question) {
      const answer = new Promise((resolve, reject) => waiting.push({ resolve, reject }));
      if (ended) fail(ended);
      const timer = setTimeout(() => {
        fail(`has given no answer for ${PATIENCE / 1000} seconds`);
        kill();
      }, PATIENCE);
      child.stdin.write(`${JSON.stringify(question)}\n`);
      return answer.finally(() => clearTimeout(timer));
    },
    async close() {
      process.off("exit", kill);
      if (ended) return;
      child.stdin.end();
      await once(child, "close");
    },
  };
}
