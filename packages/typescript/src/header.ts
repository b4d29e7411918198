import { decode } from "./base64url.js";
import { InvalidTokenError } from "./errors.js";
import { parseObject } from "./json.js";
import type { Key } from "./keys.js";

const MEMBERS = ["alg", "typ", "kid"] as const;
// A kid that is longer or of other characters was not made by any of us: it stays out of the log.
const PRINTABLE_KID = /^[A-Za-z0-9_-]{1,64}$/;

/**
 * The key that a header segment names, for segments that are not the exact bytes an issuer writes.
 *
 * @param segment - Canonical base64url.
 * @param keys - The verifier's keys by `kid`.
 * @throws {@link InvalidTokenError} for everything but `alg`, `typ` and `kid` as the profile has them.
 * @see conformance/PROFILE.md §3
 */
export function findKey(segment: string, keys: ReadonlyMap<string, Key>): Key {
  const header = parseHeader(segment);
  const names = Object.keys(header);
  const { alg, typ, kid } = header;
  if (names.length !== MEMBERS.length || !MEMBERS.every((name) => typeof header[name] === "string")) {
    throw new InvalidTokenError("header_members: not exactly alg, typ and kid, each a string");
  }
  const key = keys.get(kid as string);
  // The key fixes the algorithm; the token has to agree (RFC 8725 §3.1).
  if (alg !== (key?.algorithm ?? "HS256")) throw new InvalidTokenError("alg: not HS256");
  if (typ !== "at+jwt") throw new InvalidTokenError("typ: not at+jwt");
  if (key !== undefined) return key;
  const theirs = PRINTABLE_KID.test(kid as string) ? `key ${kid}` : "another key";
  const ours = [...keys.keys()].join(", ");
  throw new InvalidTokenError(
    `kid_unknown: signed with ${theirs}, this API accepts ${ours}: the secrets or audiences differ`,
  );
}

function parseHeader(segment: string): Record<string, unknown> {
  try {
    return parseObject(decode(segment));
  } catch {
    throw new InvalidTokenError("header_json: the header is not a JSON object with unique names");
  }
}
