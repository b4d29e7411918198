import { decode } from "./base64url.js";
import { TokenInvalidError } from "./errors.js";
import type { Key } from "./keys.js";
import { parseObject } from "./strict-json.js";

const MEMBER_COUNT = 3;

/**
 * The `kid` of a header segment that is not the exact bytes an issuer writes, and the key that it names.
 *
 * @param segment - Canonical base64url.
 * @param keys - The verifier's keys by `kid`.
 * @throws {@link TokenInvalidError} for everything but `alg`, `typ` and `kid` as the profile has them.
 * @see conformance/PROFILE.md §3
 */
export function readHeader(
  segment: string,
  keys: ReadonlyMap<string, Key>,
): { readonly kid: string; readonly key: Key | undefined } {
  const header = parseHeader(segment);
  const { alg, typ, kid } = header;
  const isExact = Object.keys(header).length === MEMBER_COUNT;
  if (!isExact || typeof alg !== "string" || typeof typ !== "string" || typeof kid !== "string") {
    throw new TokenInvalidError("header_members: not exactly alg, typ and kid, each a string");
  }
  const key = keys.get(kid);
  // The key fixes the algorithm; the token has to agree (RFC 8725 §3.1).
  const expected = key?.algorithm ?? "HS256";
  if (alg !== expected) throw new TokenInvalidError(`alg: not ${expected}`);
  if (typ !== "at+jwt") throw new TokenInvalidError("typ: not at+jwt");
  return { kid, key };
}

function parseHeader(segment: string): Record<string, unknown> {
  try {
    return parseObject(decode(segment));
  } catch {
    throw new TokenInvalidError("header_json: the header is not a JSON object that every parser reads alike");
  }
}
