import { writeFile } from "node:fs/promises";
import { auditApi, formatJson, formatSarif, formatTable } from "../audit/index.js";
import type { Environment } from "../environment.js";
import { ConfigurationError } from "../errors.js";
import { AUDIT_USAGE, readAuditArguments } from "./audit-arguments.js";
import { showProgress } from "./progress.js";

/** Where a command writes. `isTTY` as in Node's streams. */
export interface Streams {
  readonly stdout: { write(text: string): unknown; readonly isTTY?: boolean };
  readonly stderr: { write(text: string): unknown; readonly isTTY?: boolean };
}

/**
 * `jwt-auth-bridge audit`: the table goes to stdout, progress and what is wrong with the command to stderr.
 *
 * @returns 0: no leak was found; 1: one was; 2: the command or a setting is wrong, or nothing at all could be tested.
 */
export async function runAudit(
  args: readonly string[],
  env: Environment,
  streams: Streams,
): Promise<0 | 1 | 2> {
  const { stdout, stderr } = streams;
  try {
    const wanted = readAuditArguments(args, env);
    if (wanted === "help") {
      stdout.write(AUDIT_USAGE);
      return 0;
    }
    const progress = showProgress(stderr);
    const report = await auditApi({ ...wanted.options, onProgress: progress.tell }).finally(progress.end);
    stdout.write(formatTable(report, stdout.isTTY === true && !env.NO_COLOR));
    if (wanted.json !== undefined) await writeFile(wanted.json, formatJson(report));
    if (wanted.sarif !== undefined) await writeFile(wanted.sarif, formatSarif(report));
    if (report.findings.length > 0) return 1;
    return report.untested.length === report.rows.length ? 2 : 0;
  } catch (error) {
    const isUsage = error instanceof TypeError;
    if (!isUsage && !(error instanceof ConfigurationError) && !isFileError(error)) throw error;
    // parseArgs explains at length; its first sentence says what is wrong.
    stderr.write(
      isUsage ? `${error.message.split(". ")[0]}\n\n${AUDIT_USAGE}` : `${(error as Error).message}\n`,
    );
    return 2;
  }
}

function isFileError(error: unknown): boolean {
  return error instanceof Error && "syscall" in error && "path" in error;
}
