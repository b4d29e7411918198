/**
 * Runs a server and ends with it. When whoever started this is gone, by SIGKILL too, standard input ends, and so does the
 * whole process group, whose leader this has to be.
 */
import { spawn } from "node:child_process";
import { constants } from "node:os";

const [command = "", ...args] = process.argv.slice(2);
const server = spawn(command, args, { stdio: ["ignore", "inherit", "inherit"] });
server.once("error", ({ message }) => {
  console.error(message);
  process.exit(127);
});
server.once("exit", (code, signal) => process.exit(code ?? 128 + constants.signals[signal ?? "SIGKILL"]));

process.stdin.once("end", () => process.kill(-process.pid, "SIGKILL")).resume();
// The server gets the signals of the group itself: how it ends is what this ends with.
for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"]) process.on(signal, () => {});
