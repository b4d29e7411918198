/** What no log may hold: a token, a secret, a cookie, and what a token says of its user. */
import { readdirSync, readFileSync } from "node:fs";
import { inRoot } from "../paths.mjs";

/** @type {Readonly<Record<string, RegExp>>} */
const PATTERNS = {
  "a token": /eyJ[\w-]{16,}/, // base64url of `{"`: a header or a payload, also without the rest
  "a session cookie": /session_(?:token|data)=/i,
  "an e-mail address": /[\w.+-]+@example\.(?:org|com|net)\b/i,
};

/** Too short to mean anything wherever it stands. */
const MIN_LENGTH = 6;

/**
 * The kinds of confidential things in a log; never the things themselves, because a report is a log too.
 *
 * @param {string} text
 * @param {readonly string[]} values - that it must not hold, as they are or percent-encoded
 */
export function leaks(text, values) {
  const kinds = Object.keys(PATTERNS).filter((kind) => PATTERNS[kind]?.test(text));
  const found = values.filter(
    (value) =>
      value.length >= MIN_LENGTH && (text.includes(value) || text.includes(encodeURIComponent(value))),
  );
  return found.length === 0 ? kinds : [...kinds, `${found.length} of the confidential values`];
}

/** One vector has this for a user, another for a `kid`; and a `kid` may stand in a reason. */
const ALSO_A_KID = "__proto__";

/**
 * @typedef {{ secret?: unknown, key?: unknown, token?: unknown, result?: unknown, policy?: { secrets: string[] } }} Vector
 */

/**
 * Secrets and keys of the profile's vectors that are fit for use, and what their good tokens say of the user.
 *
 * @returns {{ secrets: string[], claims: string[] }}
 */
export function confidentialVectors() {
  const folder = inRoot("conformance/vectors");
  const files = readdirSync(folder).map((name) => JSON.parse(readFileSync(`${folder}/${name}`, "utf8")));
  /** @type {Vector[]} */
  const valid = files
    .flatMap(({ vectors }) => vectors)
    .filter((/** @type {Vector} */ { result }) => result === "valid");
  const shared = files.flatMap(({ policy }) => policy?.secrets ?? []);
  const secrets = [...shared, ...valid.flatMap(({ secret, key }) => [secret, key])].filter(isText);
  const claims = valid.flatMap(({ token }) =>
    isText(token) && token.startsWith("eyJ") ? subjectOf(token) : [],
  );
  return {
    secrets: [...new Set(secrets)],
    claims: [...new Set(claims)].filter((claim) => claim !== ALSO_A_KID),
  };
}

/** @param {unknown} value @returns {value is string} */
const isText = (value) => typeof value === "string";

/**
 * What a token says of its user: `sub`, `sid`, `jti`.
 *
 * @param {string} token
 * @returns {string[]} none for a text that is no token
 */
export function subjectOf(token) {
  try {
    const { sub, sid, jti } = JSON.parse(
      Buffer.from(token.split(".")[1] ?? "", "base64url").toString("utf8"),
    );
    return [sub, sid, jti].filter(isText);
  } catch {
    return [];
  }
}
