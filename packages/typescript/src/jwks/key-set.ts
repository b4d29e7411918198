import type { Key } from "../key.js";
import { parseObject } from "../strict-json.js";
import { type PublicAlgorithm, readPublicKey, UnsuitableKeyError } from "./public-key.js";

const MAX_KEYS = 100;
const PRINTABLE = /^[A-Za-z0-9._:/+=-]{1,64}$/;

/**
 * The keys of a JWK Set (RFC 7517 §5) that sign by one of these algorithms.
 *
 * A key that is not fit for use is left out, with a line for `warn`. Of several keys with one id none is taken: nobody could
 * say which is meant.
 *
 * @throws Error when the document is no key set.
 */
export function parseKeySet(
  document: Buffer,
  algorithms: readonly PublicAlgorithm[],
  warn: (message: string) => void,
): readonly Key[] {
  const report = (kid: unknown, why: string) => {
    const shown = typeof kid === "string" && PRINTABLE.test(kid) ? kid : "without a name";
    warn(`key set: the key ${shown} is not used: ${why}`);
  };
  const keys = entriesOf(document)
    .flatMap((entry) => read(entry, report))
    .filter(({ algorithm }) => algorithms.includes(algorithm));
  const kids = keys.map(({ kid }) => kid);
  const isRepeated = (kid: string) => kids.indexOf(kid) !== kids.lastIndexOf(kid);
  for (const kid of new Set(kids.filter(isRepeated))) report(kid, "several keys have this id");
  return keys.filter(({ kid }) => !isRepeated(kid));
}

function entriesOf(document: Buffer): readonly unknown[] {
  let members: unknown;
  try {
    members = parseObject(document).keys;
  } catch {
    throw new Error("the document is not a JSON object");
  }
  if (!Array.isArray(members)) throw new Error("the document is no key set");
  if (members.length > MAX_KEYS) throw new Error(`the document has more than ${MAX_KEYS} keys`);
  return members;
}

function read(entry: unknown, report: (kid: unknown, why: string) => void) {
  if (typeof entry !== "object" || entry === null || Array.isArray(entry)) {
    report(undefined, "it is not an object");
    return [];
  }
  try {
    return [readPublicKey(entry as Record<string, unknown>)];
  } catch (error) {
    if (!(error instanceof UnsuitableKeyError)) throw error;
    report((entry as { kid?: unknown }).kid, error.message);
    return [];
  }
}
