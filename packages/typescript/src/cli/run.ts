import { checkAudience } from "../audience.js";
import { type Environment, readSecrets } from "../environment.js";
import { ConfigurationError } from "../errors.js";
import { deriveKey } from "../hmac-key.js";
import { parseCommandLine, UsageError } from "./command-line.js";
import { rotationPlan } from "./rotate.js";

/** What a command leaves behind. */
export interface Outcome {
  /** 0: done; 1: a setting is wrong or missing; 2: the command line is wrong. */
  readonly status: 0 | 1 | 2;
  readonly stdout: string;
  readonly stderr: string;
}

const USAGE = `Usage: jwt-auth-bridge key --audience <name>
       jwt-auth-bridge rotate --plan [--lifetime 5m] [--jwks]
       jwt-auth-bridge audit <url> [options]

  key   Print the value of JWT_BRIDGE_KEY for one API: <kid>:<64 hexadecimal digits>.
        The API can verify its own tokens with it and needs no secret.
        The secret is read from BETTER_AUTH_SECRETS or BETTER_AUTH_SECRET. Of several secrets
        it prints the value of JWT_BRIDGE_KEYS: a key of each, in their order.

  rotate   Print how to change the secret with no failed request: what to restart, in which order,
           how long to wait. It changes nothing, and prints no secret and no key.

  audit   Find out whether one user of an API ever sees another's data: jwt-auth-bridge audit --help

  --audience <name>   The name of the API. JWT_AUDIENCE unless given.
  --plan              Of rotate: print the plan. There is nothing else that it does.
  --lifetime <time>   Of rotate: the lifetime that jwtBridge() has, such as 5m.
  --jwks              Of rotate: jwtBridge() has signing: "jwks".
  --help              Print this.
`;

const OPTIONS = {
  audience: { type: "string" },
  plan: { type: "boolean" },
  lifetime: { type: "string" },
  jwks: { type: "boolean" },
  help: { type: "boolean", short: "h" },
} as const;

/** Run one command line, of any command but `audit`. Pure: writes nothing, ends nothing. */
export function run(args: readonly string[], env: Environment): Outcome {
  try {
    const { values, positionals } = parseCommandLine(args, OPTIONS);
    if (values.help) return { status: 0, stdout: USAGE, stderr: "" };
    const [command, ...others] = positionals;
    if (others.length > 0) return misuse("Name one command: key, rotate or audit");
    const { audience = env.JWT_AUDIENCE, plan, lifetime, jwks } = values;
    if (command === "rotate") {
      if (plan !== true) return misuse("rotate changes nothing by itself. Ask for its plan: rotate --plan");
      return { status: 0, stdout: rotationPlan({ audience, lifetime, jwks }, env), stderr: "" };
    }
    if (command !== "key") return misuse("Name one command: key, rotate or audit");
    if (plan || jwks || lifetime !== undefined) return misuse("key has no option but --audience");
    return { status: 0, stdout: `${printKeys(audience, env)}\n`, stderr: "" };
  } catch (error) {
    if (error instanceof ConfigurationError) return { status: 1, stdout: "", stderr: `${error.message}\n` };
    if (error instanceof UsageError) return misuse(error.message);
    throw error;
  }
}

/** As `JWT_BRIDGE_KEY` takes one, and `JWT_BRIDGE_KEYS` several. */
function printKeys(name: string | undefined, env: Environment): string {
  const audience = checkAudience(name, "--audience");
  const keys = readSecrets(env).map((secret) => deriveKey(secret, audience));
  return keys.map(({ kid, material }) => `${kid}:${material.export().toString("hex")}`).join(",");
}

function misuse(message: string): Outcome {
  return { status: 2, stdout: "", stderr: `${message}\n\n${USAGE}` };
}
