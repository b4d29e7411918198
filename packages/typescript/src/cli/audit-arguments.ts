import { checkAudience } from "../audience.js";
import type { AuditOptions, GivenUsers, MintedUsers } from "../audit/index.js";
import { type Environment, readSecrets } from "../environment.js";
import { ConfigurationError } from "../errors.js";
import { originOf } from "../origin.js";
import { parseCommandLine, UsageError } from "./command-line.js";

export const AUDIT_USAGE = `Usage: jwt-auth-bridge audit <url> [options]

  Find out, from outside, whether one user of an API ever sees or changes another's data.
  It makes, changes and deletes objects: point it at an API on a database for tests.

  --openapi <file or url>   The OpenAPI 3.0 or 3.1 document, in JSON. /openapi.json of the API and the like unless given.

  Two users whose tokens are minted:
  --secret-env <variable>   Where the secret is. BETTER_AUTH_SECRETS or BETTER_AUTH_SECRET unless given.
  --issuer <url>            BETTER_AUTH_URL unless given.
  --audience <name>         JWT_AUDIENCE unless given.

  Or the tokens of two users whom the API knows:
  --token-a-env <variable>  Where the token of the first is. A token on a command line is seen by others.
  --token-b-env <variable>  The second's.
  --user-a <id>             Where a token does not say it in "sub".
  --user-b <id>

  --json <file>             The report, for programs.
  --sarif <file>            The leaks, for code scanning (SARIF 2.1.0).
                            Of either, - is standard output; the table then goes to standard error.
  --max-requests <number>   5000 unless given.
  --timeout <seconds>       For one request, 10 unless given.
  --i-own-this-server       Needed for every address but a loopback one.
  --help                    Print this.

  Exit code: 0 no leak found, 1 a leak, 2 a wrong command or setting, or too little could be tested,
  70 a mistake of this program.
`;

const OPTIONS = {
  openapi: { type: "string" },
  "secret-env": { type: "string" },
  issuer: { type: "string" },
  audience: { type: "string" },
  "token-a-env": { type: "string" },
  "token-b-env": { type: "string" },
  "user-a": { type: "string" },
  "user-b": { type: "string" },
  json: { type: "string" },
  sarif: { type: "string" },
  "max-requests": { type: "string" },
  timeout: { type: "string" },
  "i-own-this-server": { type: "boolean" },
  help: { type: "boolean", short: "h" },
} as const;

type Values = ReturnType<typeof parse>["values"];
const parse = (args: readonly string[]) => parseCommandLine(args, OPTIONS);

/** What a command line asks for. */
export interface AuditCommand {
  readonly options: AuditOptions;
  readonly json: string | undefined;
  readonly sarif: string | undefined;
}

/**
 * @throws {@link UsageError} for a command line that cannot be read.
 * @throws {@link ConfigurationError} for a wrong or missing setting.
 */
export function readAuditArguments(args: readonly string[], env: Environment): AuditCommand | "help" {
  const { values, positionals } = parse(args);
  if (values.help) return "help";
  const [url, ...others] = positionals;
  if (url === undefined || others.length > 0)
    throw new UsageError("Name one address, such as http://localhost:8000");
  const timeout = numberOf(values.timeout, "--timeout");
  const options: AuditOptions = {
    url,
    users: readUsers(values, env),
    openapi: values.openapi,
    maxRequests: numberOf(values["max-requests"], "--max-requests"),
    timeout: timeout === undefined ? undefined : timeout * 1000,
    iOwnThisServer: values["i-own-this-server"],
  };
  const { json, sarif } = values;
  if (json !== undefined && json === sarif) throw new UsageError("--json and --sarif name the same file");
  return { options, json, sarif };
}

function readUsers(values: Values, env: Environment): MintedUsers | GivenUsers {
  const [first, second] = [values["token-a-env"], values["token-b-env"]];
  if (first === undefined && second === undefined) return readMinting(values, env);
  return {
    ownerToken: variable(first, "--token-a-env", env),
    otherToken: variable(second, "--token-b-env", env),
    ownerId: values["user-a"],
    otherId: values["user-b"],
  };
}

function readMinting(values: Values, env: Environment): MintedUsers {
  const from = values["secret-env"];
  return {
    secret: from === undefined ? readSecrets(env)[0] : variable(from, "--secret-env", env),
    issuer: originOf(values.issuer ?? env.BETTER_AUTH_URL, values.issuer ? "--issuer" : "BETTER_AUTH_URL"),
    audience: checkAudience(
      values.audience ?? env.JWT_AUDIENCE,
      values.audience ? "--audience" : "JWT_AUDIENCE",
    ),
  };
}

/** The message never holds what was given for a name: it may be the token itself. */
function variable(name: string | undefined, option: string, env: Environment): string {
  if (name === undefined || !/^[A-Za-z_]\w{0,63}$/.test(name)) {
    throw new ConfigurationError("setting_invalid", `${option} is not the name of an environment variable`);
  }
  const value = env[name];
  if (!value) throw new ConfigurationError("setting_missing", `The variable that ${option} names is not set`);
  return value;
}

function numberOf(text: string | undefined, option: string): number | undefined {
  if (text === undefined) return undefined;
  if (!/^[1-9]\d{0,8}$/.test(text)) throw new UsageError(`${option} takes a whole number above 0`);
  return Number(text);
}
