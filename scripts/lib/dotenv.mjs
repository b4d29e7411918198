/** The `.env` file at the root: made once, with a secret of its own, and never written again. */
import { randomBytes } from "node:crypto";
import { existsSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { parseEnv } from "node:util";

const HEAD = `# Made on the first start, for this machine alone. Never commit it.
# The README's table of settings says what else may stand here.
`;

/**
 * Read the file, making it first when there is neither a file nor a secret. The real environment wins,
 * but for its empty values: compose files and CI pass those on for what nobody has set.
 *
 * @param {string} path
 * @param {NodeJS.ProcessEnv} environment
 * @returns {{ env: NodeJS.ProcessEnv, remarks: string[] }}
 */
export function loadDotenv(path, environment) {
  const remarks = [];
  const real = Object.fromEntries(Object.entries(environment).filter(([, value]) => value !== ""));
  if (!existsSync(path) && !real.BETTER_AUTH_SECRET && !real.BETTER_AUTH_SECRETS) {
    const secret = randomBytes(32).toString("base64url");
    writeFileSync(path, `${HEAD}BETTER_AUTH_SECRET=${secret}\n`, { flag: "wx", mode: 0o600 });
    remarks.push("made .env with a new secret");
  }
  if (!existsSync(path)) return { env: real, remarks };
  if (statSync(path).mode & 0o077) {
    remarks.push("warning: others on this machine can read .env. Mend: chmod 600 .env");
  }
  return { env: { ...parseEnv(readFileSync(path, "utf8")), ...real }, remarks };
}
