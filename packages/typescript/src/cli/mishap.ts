import { ConfigurationError } from "../errors.js";
import { UsageError } from "./command-line.js";

/** As sysexits.h has it: an internal error of the software. */
const SOFTWARE = 70;

/** What to say of an error, and the exit code: 2 for what the caller can mend, 70 for a mistake of this program. */
export function explain(error: unknown): { readonly status: 2 | typeof SOFTWARE; readonly text: string } {
  if (error instanceof UsageError) {
    return { status: 2, text: `${error.message}\nAll options: npx jwt-auth-bridge audit --help\n` };
  }
  if (error instanceof ConfigurationError) return { status: 2, text: `${error.message}\n` };
  const text = "This is a mistake in jwt-auth-bridge, not in your API. Please report it, with these lines:\n";
  return { status: SOFTWARE, text: `${text}${placeOf(error)}\n` };
}

/** Name and places: a message may hold anything, a token too. */
function placeOf(error: unknown): string {
  if (!(error instanceof Error)) return typeof error;
  const frames = (error.stack ?? "").split("\n").filter((line) => /^\s+at /.test(line));
  return [error.name, ...frames].join("\n");
}
