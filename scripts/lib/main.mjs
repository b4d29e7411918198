/** What every command does around its work: one line for a failure, nothing left behind. */
import { Failure } from "./failure.mjs";
import { stopAll } from "./processes.mjs";

/**
 * Run a command's work. package.json starts it with `exec`: a shell in between would die of the Ctrl-C at once, and
 * npm with it, while this process still stops the others. Ends the process: when the work fails, or on Ctrl-C, SIGTERM and SIGHUP.
 *
 * @param {(isStopping: () => boolean) => Promise<void>} work
 * @param {number} interrupted - exit code after Ctrl-C
 */
export async function main(work, interrupted) {
  let stopping = false;
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"]) {
    process.on(signal, async () => {
      if (stopping) return; // npm forwards the Ctrl-C that the terminal has already sent
      stopping = true;
      process.stdout.write("\nStopping …\n");
      await stopAll();
      process.exit(interrupted);
    });
  }
  try {
    await work(() => stopping);
  } catch (error) {
    if (stopping) return; // what fails now fails because it was stopped
    stopping = true;
    await stopAll();
    process.stderr.write(`${describe(error)}\n`);
    process.exit(1);
  }
}

/** @param {unknown} error */
function describe(error) {
  if (!(error instanceof Failure)) return error instanceof Error ? error.stack : String(error);
  return error.details ? `error: ${error.message}\n${error.details}` : `error: ${error.message}`;
}
