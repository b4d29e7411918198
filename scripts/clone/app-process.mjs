/** `npm start` and `npm run dev` as a person runs them: in a terminal's process group, with its output in view. */
import { execFileSync, spawn } from "node:child_process";
import { once } from "node:events";
import { setTimeout as delay } from "node:timers/promises";

export class AppProcess {
  #out = "";
  #errors = "";
  #child;
  #ended;

  /**
   * @param {string} folder - the clone
   * @param {NodeJS.ProcessEnv} env
   * @param {readonly string[]} options - of the command
   * @param {"start" | "dev"} script
   */
  constructor(folder, env, options, script = "start") {
    this.#child = spawn("npm", ["run", script, "--", ...options], {
      cwd: folder,
      env,
      detached: true, // a group of its own, which a Ctrl-C reaches as a whole
      stdio: ["ignore", "pipe", "pipe"],
    });
    this.#child.stdout.setEncoding("utf8").on("data", (text) => {
      this.#out += text;
    });
    this.#child.stderr.setEncoding("utf8").on("data", (text) => {
      this.#errors += text;
    });
    this.#ended = once(this.#child, "close").then(([code]) => /** @type {number | null} */ (code));
  }

  /** Everything printed so far. */
  get output() {
    return this.#out + this.#errors;
  }

  /** What went to standard error, without npm's own lines. */
  get errors() {
    const lines = this.#errors.split("\n").filter((line) => line !== "" && !line.startsWith("npm "));
    return lines;
  }

  /** Wait for "Ready". @param {number} patience - seconds */
  async ready(patience) {
    const end = Date.now() + patience * 1000;
    while (!/^Ready in /m.test(this.#out)) {
      if (this.#child.exitCode !== null) throw new Error(`npm ended:\n${this.output}`);
      if (Date.now() > end) throw new Error(`the app was not ready after ${patience} s:\n${this.output}`);
      await delay(50);
    }
  }

  /** Wait for the end. @param {number} patience - seconds @returns {Promise<number | null>} its exit code */
  async ended(patience = 30) {
    const late = delay(patience * 1000, "late", { ref: false });
    const code = await Promise.race([this.#ended, late]);
    if (code === "late") throw new Error(`npm had not ended after ${patience} s:\n${this.output}`);
    return /** @type {number | null} */ (code);
  }

  /** What Ctrl-C does: the signal goes to everybody in the terminal's group. */
  interrupt(signal = /** @type {NodeJS.Signals} */ ("SIGINT")) {
    if (this.#child.pid !== undefined) process.kill(-this.#child.pid, signal);
  }

  /** Ids of npm and of everything below it. */
  family() {
    const rows = execFileSync("ps", ["-A", "-o", "pid=,ppid="], { encoding: "utf8" }).trim().split("\n");
    const parents = new Map(
      rows.map((row) => /** @type {[number, number]} */ (row.trim().split(/\s+/).map(Number))),
    );
    const members = new Set([this.#child.pid ?? -1]);
    for (let size = 0; size < members.size; ) {
      size = members.size;
      for (const [pid, parent] of parents) if (members.has(parent)) members.add(pid);
    }
    return [...members];
  }
}

/** Those of the processes that still run; one that has ended and waits to be collected does not. @param {number[]} pids */
export function stillRunning(pids) {
  const rows = execFileSync("ps", ["-A", "-o", "pid=,stat=,args="], { encoding: "utf8" }).trim().split("\n");
  return rows.filter((row) => {
    const [pid, state = ""] = row.trim().split(/\s+/);
    return pids.includes(Number(pid)) && !state.startsWith("Z");
  });
}
