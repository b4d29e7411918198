import { auditApi, formatTable, verdictOf } from "../audit/index.js";
import type { Environment } from "../environment.js";
import { AUDIT_USAGE, type AuditCommand, readAuditArguments } from "./audit-arguments.js";
import { explain } from "./mishap.js";
import { showProgress } from "./progress.js";
import { Reports } from "./reports.js";

interface Stream {
  write(text: string): unknown;
  readonly isTTY?: boolean;
  /** Of a terminal. */
  readonly columns?: number;
}

/** Where a command writes. Members as in Node's streams. */
export interface Streams {
  readonly stdout: Stream;
  readonly stderr: Stream;
}

const STATUSES = { clean: 0, leak: 1, unknown: 2 } as const;

/**
 * `jwt-auth-bridge audit`: the table goes to stdout, progress and what is wrong with the command to stderr.
 *
 * @returns 0: no leak was found; 1: one was; 2: the command or a setting is wrong, or too little could be tested;
 *   70: a mistake of this program.
 */
export async function runAudit(
  args: readonly string[],
  env: Environment,
  streams: Streams,
): Promise<0 | 1 | 2 | 70> {
  try {
    const wanted = readAuditArguments(args, env);
    if (wanted !== "help") return await audit(wanted, env, streams);
    streams.stdout.write(AUDIT_USAGE);
    return 0;
  } catch (error) {
    const { status, text } = explain(error);
    streams.stderr.write(text);
    return status;
  }
}

async function audit(wanted: AuditCommand, env: Environment, streams: Streams): Promise<0 | 1 | 2> {
  const { stdout, stderr } = streams;
  const reports = await Reports.open(wanted);
  try {
    const progress = showProgress(stderr);
    const report = await auditApi({ ...wanted.options, onProgress: progress.tell }).finally(progress.end);
    const failures = await reports.write(report, stdout);
    const screen = reports.takesStdout ? stderr : stdout;
    const isTerminal = screen.isTTY === true;
    screen.write(formatTable(report, isTerminal && !env.NO_COLOR, isTerminal ? screen.columns : undefined));
    for (const failure of failures) stderr.write(`${failure}\n`);
    const status = STATUSES[verdictOf(report)];
    return failures.length > 0 && status === 0 ? 2 : status;
  } finally {
    for (const path of reports.empty)
      stderr.write(`The report ${path} is empty: the audit did not come to its end.\n`);
    await reports.close();
  }
}
