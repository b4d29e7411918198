import { type FileHandle, open } from "node:fs/promises";
import { formatJson, formatSarif, type Report } from "../audit/index.js";
import { ConfigurationError } from "../errors.js";
import type { AuditCommand } from "./audit-arguments.js";

const FORMATS = { json: formatJson, sarif: formatSarif } as const;

interface ReportFile {
  readonly format: keyof typeof FORMATS;
  readonly path: string;
  /** Undefined for standard output. */
  readonly file: FileHandle | undefined;
}

/** For `--json -`: what is asked for goes to standard output. */
const STDOUT = "-";

/**
 * The report files of one run. They are opened, and what an earlier run left in them is gone, before anything is sent: a
 * leak is not found in vain, and an old report is not taken for this run's.
 */
export class Reports {
  readonly #files: readonly ReportFile[];
  readonly #written = new Set<string>();

  private constructor(files: readonly ReportFile[]) {
    this.#files = files;
  }

  /** @throws {@link ConfigurationError} for a file that cannot be written. */
  static async open(command: AuditCommand): Promise<Reports> {
    const files: ReportFile[] = [];
    for (const format of ["json", "sarif"] as const) {
      const path = command[format];
      if (path === undefined) continue;
      const file =
        path === STDOUT ? undefined : await open(path, "w").catch((error) => unwritable(path, error));
      files.push({ format, path, file });
    }
    return new Reports(files);
  }

  /** Standard output belongs to a report. */
  get takesStdout(): boolean {
    return this.#files.some(({ path }) => path === STDOUT);
  }

  /** Files that were opened and that nothing was written to: nobody should take them for reports. */
  get empty(): readonly string[] {
    return this.#files
      .filter(({ path }) => path !== STDOUT && !this.#written.has(path))
      .map(({ path }) => path);
  }

  /** @returns What could not be written, a sentence each. */
  async write(report: Report, stdout: { write(text: string): unknown }): Promise<string[]> {
    const failures: string[] = [];
    for (const { format, path, file } of this.#files) {
      const text = FORMATS[format](report);
      this.#written.add(path); // or said that it could not be
      if (file === undefined) stdout.write(text);
      else await file.writeFile(text).catch((error) => failures.push(sentence(path, error)));
    }
    return failures;
  }

  async close(): Promise<void> {
    for (const { file } of this.#files) await file?.close();
  }
}

function unwritable(path: string, error: unknown): never {
  throw new ConfigurationError("report_unwritable", sentence(path, error));
}

function sentence(path: string, error: unknown): string {
  const code = error instanceof Error && "code" in error ? ` (${error.code})` : "";
  return `The report ${path} cannot be written${code}`;
}
