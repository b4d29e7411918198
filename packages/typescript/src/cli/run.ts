import { checkAudience } from "../audience.js";
import { type Environment, readSecrets } from "../environment.js";
import { ConfigurationError } from "../errors.js";
import { deriveKey } from "../hmac-key.js";
import { parseCommandLine, UsageError } from "./command-line.js";

/** What a command leaves behind. */
export interface Outcome {
  /** 0: done; 1: a setting is wrong or missing; 2: the command line is wrong. */
  readonly status: 0 | 1 | 2;
  readonly stdout: string;
  readonly stderr: string;
}

const USAGE = `Usage: jwt-auth-bridge key --audience <name>
       jwt-auth-bridge audit <url> [options]

  key   Print the value of JWT_BRIDGE_KEY for one API: <kid>:<64 hexadecimal digits>.
        The API can verify its own tokens with it and needs no secret.
        The secret is read from BETTER_AUTH_SECRETS or BETTER_AUTH_SECRET.

  audit   Find out whether one user of an API ever sees another's data: jwt-auth-bridge audit --help

  --audience <name>   The name of the API. JWT_AUDIENCE unless given.
  --help              Print this.
`;

/** Run one command line, of any command but `audit`. Pure: writes nothing, ends nothing. */
export function run(args: readonly string[], env: Environment): Outcome {
  try {
    const options = { audience: { type: "string" }, help: { type: "boolean", short: "h" } } as const;
    const { values, positionals } = parseCommandLine(args, options);
    if (values.help) return { status: 0, stdout: USAGE, stderr: "" };
    if (positionals.length !== 1 || positionals[0] !== "key") return misuse("Name one command: key or audit");
    return { status: 0, stdout: `${printKey(values.audience ?? env.JWT_AUDIENCE, env)}\n`, stderr: "" };
  } catch (error) {
    if (error instanceof ConfigurationError) return { status: 1, stdout: "", stderr: `${error.message}\n` };
    if (error instanceof UsageError) return misuse(error.message);
    throw error;
  }
}

function printKey(name: string | undefined, env: Environment): string {
  const audience = checkAudience(name, "--audience");
  const key = deriveKey(readSecrets(env)[0], audience);
  return `${key.kid}:${key.material.export().toString("hex")}`;
}

function misuse(message: string): Outcome {
  return { status: 2, stdout: "", stderr: `${message}\n\n${USAGE}` };
}
