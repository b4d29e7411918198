/** What no line of a log may hold: the secrets, and what the requests of a run have carried. */

/** A compact JWT, wherever it stands. */
const JWT = /(eyJ[\w-]{8,})\.([\w-]+)/g;
/** Runs of the characters that tokens, cookies and credentials are made of. */
const LONG = /[\w.~+=%-]{16,}/g;
const LONG_ENOUGH = 16;
/** A claim's value that is shorter could stand in a line by chance. */
const TELLING = 6; // characters

export class Confidential {
  #values;
  #public;

  /**
   * Reasons name the servers' own issuer and audience, and the key of a token.
   *
   * @param {{ issuer: string, audience: string, secrets: readonly string[] }} policy
   */
  constructor({ issuer, audience, secrets }) {
    this.#values = new Set(secrets);
    this.#public = new Set([issuer, audience]);
  }

  /** Take note of a request. @param {Buffer} bytes */
  add(bytes) {
    const text = bytes.toString("latin1");
    const tokens = [...text.matchAll(JWT)].map(([, header = "", payload = ""]) => [
      parse(header),
      parse(payload),
    ]);
    const claims = tokens.flatMap(([, payload]) => valuesOf(payload));
    const long = text.match(LONG) ?? [];
    const segments = long.flatMap((run) => run.split(/[.=]/)).filter((part) => part.length >= LONG_ENOUGH);
    const carried = [...long, ...segments, ...claims.filter((value) => value.length >= TELLING)];
    for (const value of carried) this.#values.add(value);
    for (const [header] of tokens)
      this.#public.add(String(/** @type {{ kid?: unknown } | undefined} */ (header)?.kid));
  }

  /**
   * How many of the values are in these lines. Counted, not shown: a report is a log too.
   *
   * @param {readonly string[]} lines
   */
  countIn(lines) {
    const text = lines.join("\n");
    const named = [...this.#public];
    const values = [...this.#values].filter((value) => !named.some((each) => each.includes(value)));
    const found = values.filter((value) => text.includes(value) || text.includes(escaped(value)));
    return found.length + (text.match(JWT)?.length ?? 0);
  }
}

/** As it would stand in a URL. @param {string} value */
const escaped = (value) => encodeURIComponent(value.replace(/\p{Cs}/gu, "\ufffd"));

/** @param {string} segment @returns {unknown} undefined for what is not JSON */
function parse(segment) {
  try {
    return JSON.parse(Buffer.from(segment, "base64url").toString());
  } catch {
    return undefined;
  }
}

/** Every string and number in it. @param {unknown} value @returns {string[]} */
function valuesOf(value) {
  if (typeof value === "string" || typeof value === "number") return [String(value)];
  if (typeof value !== "object" || value === null) return [];
  return Object.values(value).flatMap(valuesOf);
}
