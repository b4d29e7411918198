import { type ParseArgsConfig, parseArgs } from "node:util";

/** The command line cannot be read. Other errors are settings, files, or mistakes of this program. */
export class UsageError extends Error {
  override readonly name = "UsageError";
}

/** @throws {@link UsageError} */
export function parseCommandLine<const Options extends NonNullable<ParseArgsConfig["options"]>>(
  args: readonly string[],
  options: Options,
): ReturnType<typeof parseArgs<{ args: string[]; options: Options; allowPositionals: true }>> {
  try {
    return parseArgs({ args: [...args], options, allowPositionals: true });
  } catch (error) {
    const code = error instanceof Error && "code" in error ? String(error.code) : "";
    if (!(error instanceof Error) || !code.startsWith("ERR_PARSE_ARGS_")) throw error;
    // It explains at length; its first sentence says what is wrong.
    throw new UsageError(error.message.split(". ")[0]);
  }
}
