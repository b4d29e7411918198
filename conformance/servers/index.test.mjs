import assert from "node:assert/strict";
import { execFileSync, spawn } from "node:child_process";
import { once } from "node:events";
import { describe, it } from "node:test";
import { answers } from "../../scripts/lib/ports.mjs";
import { readVectors } from "../contract/vectors.mjs";
import { environmentOf, PROGRAMS, startServers } from "./index.mjs";

const GOOD = environmentOf(readVectors("requests").policy);

const PATIENCE = 5_000; // milliseconds

/** Every process of this machine that has not ended. */
const processes = () =>
  execFileSync("ps", ["-eo", "pid=,ppid=,pgid=,stat="], { encoding: "utf8" })
    .split("\n")
    .map((line) => line.trim().split(/\s+/))
    .filter(([, , , state = "Z"]) => !state.startsWith("Z"))
    .map(([pid, ppid, pgid]) => ({ pid: Number(pid), ppid: Number(ppid), pgid: Number(pgid) }));

/** Settings that no server may start with, and the variable that it has to name. */
const BAD = {
  "no secret": { settings: { ...GOOD, BETTER_AUTH_SECRETS: "" }, variable: "BETTER_AUTH_SECRET" },
  "reasons told to everybody": {
    settings: { ...GOOD, BETTER_AUTH_URL: "https://app.example", AUTH_DEBUG: "1" },
    variable: "AUTH_DEBUG",
  },
};

for (const program of PROGRAMS) {
  describe(`${program.title} does not start with`, () => {
    for (const [what, { settings, variable }] of Object.entries(BAD)) {
      it(what, () =>
        assert.rejects(
          startServers(settings, `contract/${variable.toLowerCase()}`, [program]),
          ({ message, details }) => {
            assert.match(message, new RegExp(`^the ${program.title} server ended with code [1-9]`));
            assert.match(details, new RegExp(`\\b${variable}\\b`));
            assert.doesNotMatch(details, /correct-horse/);
            return true;
          },
        ),
      );
    }
  });
}

describe("no server outlives a process that ends by", () => {
  const parent = `
    import { startServers } from ${JSON.stringify(import.meta.resolve("./index.mjs"))};
    await startServers(${JSON.stringify(GOOD)}, "contract/orphans");
    process.stdout.write("ready");
    setInterval(() => {}, 1000);`;

  for (const signal of /** @type {const} */ (["SIGINT", "SIGTERM", "SIGKILL"])) {
    it(signal, async () => {
      const child = spawn(process.execPath, ["--input-type=module", "-e", parent], {
        stdio: ["ignore", "pipe", "inherit"],
      });
      const [said] = await Promise.race([once(child.stdout, "data"), once(child, "exit")]);
      assert.equal(`${said}`, "ready");
      const groups = processes()
        .filter(({ ppid }) => ppid === child.pid)
        .map(({ pgid }) => pgid);
      assert.equal(groups.length, PROGRAMS.length);
      const left = () => processes().filter(({ pgid }) => groups.includes(pgid));
      assert.ok(left().length >= 2 * PROGRAMS.length); // each server, and who holds it

      child.kill(signal);
      await once(child, "exit");
      const late = Date.now() + PATIENCE;
      while (left().length > 0 && Date.now() < late) await new Promise((resolve) => setTimeout(resolve, 20));
      const rest = left();
      for (const { pid } of rest) process.kill(pid, "SIGKILL");
      assert.deepEqual(rest, []);
    });
  }
});

it("the others are stopped when one does not start", async () => {
  let port = 0;
  const good = PROGRAMS.filter(({ name }) => name === "hono").map((program) => ({
    ...program,
    command: (/** @type {number} */ given) => {
      port = given;
      return program.command(given);
    },
  }));
  const bad = /** @type {const} */ ({
    name: "next",
    title: "Bad",
    command: () => [process.execPath, "-e", "process.exit(3)"],
  });
  await assert.rejects(
    startServers(GOOD, "contract/stopped", [...good, bad]),
    /the Bad server ended with code 3/,
  );
  assert.notEqual(port, 0);
  assert.equal(await answers("127.0.0.1", port), false);
});
