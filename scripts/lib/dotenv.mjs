/** The `.env` file at the root: made once, with a secret of its own. Only `npm run database` writes into it again. */
import { randomBytes } from "node:crypto";
import { existsSync, readFileSync, realpathSync, renameSync, rmSync, statSync, writeFileSync } from "node:fs";
import { isDeepStrictEqual, parseEnv } from "node:util";
import { Failure } from "./failure.mjs";

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
  return { env: { ...readDotenv(path), ...real }, remarks };
}

/** What the file alone says. @param {string} path @returns {NodeJS.ProcessEnv} */
export const readDotenv = (path) => (existsSync(path) ? parseEnv(readFileSync(path, "utf8")) : {});

/**
 * Set variables in the file and leave everything else in it as it is. It is for its owner's eyes alone afterwards.
 *
 * @param {string} path
 * @param {Record<string, string>} values - of characters that need no quotes
 * @returns {string[]} the names of those that have changed
 * @throws {Failure} when another variable would change with them.
 */
export function setInDotenv(path, values) {
  const before = readDotenv(path);
  const changed = Object.entries(values).filter(([name, value]) => before[name] !== value);
  if (changed.length === 0) return [];
  const text = existsSync(path) ? readFileSync(path, "utf8") : HEAD;
  const names = changed.map(([name]) => name);
  const kept = text.replace(
    new RegExp(`^[ \\t]*(export[ \\t]+)?(${names.join("|")})[ \\t]*=.*(\\r?\\n|$)`, "gm"),
    "",
  );
  const lines = changed.map(([name, value]) => `${name}=${value}\n`);
  const next = `${kept}${kept === "" || kept.endsWith("\n") ? "" : "\n"}${lines.join("")}`;
  if (!isDeepStrictEqual({ ...parseEnv(next) }, { ...before, ...values }))
    throw new Failure(`.env has ${names.join(", ")} in a value of several lines. Take them out by hand`);
  const file = existsSync(path) ? realpathSync(path) : path;
  const draft = `${file}.new`; // renamed: a full disk costs no secret
  try {
    writeFileSync(draft, next, { flag: "wx", mode: 0o600 });
    renameSync(draft, file);
  } finally {
    rmSync(draft, { force: true });
  }
  return names;
}
