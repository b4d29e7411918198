import { run } from "./run.js";

const [command, ...args] = process.argv.slice(2);
if (command === "audit") {
  // What the audit needs is loaded for it alone.
  const { runAudit } = await import("./audit.js");
  process.exitCode = await runAudit(args, process.env, process);
} else {
  const { status, stdout, stderr } = run(process.argv.slice(2), process.env);
  process.stdout.write(stdout);
  process.stderr.write(stderr);
  process.exitCode = status;
}
