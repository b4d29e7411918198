/** What no line of a log may hold: the secrets, and what the requests of a run have carried. */
import { leaks } from "../../scripts/lib/testing/log-scan.mjs";

/** A compact JWT, wherever it stands. */
const JWT = /(eyJ[\w-]{8,})\.([\w-]+)/g;
/** Runs of the characters that tokens, cookies and credentials are made of, and the parts of such a run. */
const RUN = /[\w.~+=%-]{16,}/g;
const PART = /[\w~+%-]{16,}/g;

export class Confidential {
  #values;
  #named;

  /**
   * Reasons name the servers' own issuer and audience, and the key of a token.
   *
   * @param {{ issuer: string, audience: string, secrets: readonly string[] }} policy
   */
  constructor({ issuer, audience, secrets }) {
    this.#values = new Set(secrets);
    this.#named = new Set([issuer, audience]);
  }

  /** Take note of a request. @param {Buffer} bytes */
  add(bytes) {
    const text = bytes.toString("latin1");
    for (const value of [...(text.match(RUN) ?? []), ...(text.match(PART) ?? [])]) this.#values.add(value);
    for (const [, header = "", payload = ""] of text.matchAll(JWT)) {
      const { kid } = /** @type {{ kid?: unknown }} */ (parse(header) ?? {});
      this.#named.add(String(kid));
      for (const claim of valuesOf(parse(payload))) this.#values.add(claim.replace(/\p{Cs}/gu, "\ufffd"));
    }
  }

  /**
   * What the lines hold of it, by kind: a report is a log too.
   *
   * @param {readonly string[]} lines
   */
  leaksIn(lines) {
    const named = [...this.#named];
    const values = [...this.#values].filter((value) => !named.some((each) => each.includes(value)));
    return leaks(lines.join("\n"), values);
  }
}

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
