import { decode } from "./base64url.js";
import { TokenInvalidError } from "./errors.js";
import { parseObject } from "./strict-json.js";

const MEMBER_COUNT = 3;

/** The members of a header, as the token has them. */
export interface Header {
  readonly alg: string;
  readonly typ: string;
  readonly kid: string;
}

/**
 * The members of a header segment that is not the exact bytes an issuer writes. What they mean is not judged here.
 *
 * @param segment - Canonical base64url.
 * @throws {@link TokenInvalidError} for everything but an object of `alg`, `typ` and `kid`, each a string.
 * @see conformance/PROFILE.md §3
 */
export function readHeader(segment: string): Header {
  const header = parseHeader(segment);
  const { alg, typ, kid } = header;
  const isExact = Object.keys(header).length === MEMBER_COUNT;
  if (!isExact || typeof alg !== "string" || typeof typ !== "string" || typeof kid !== "string") {
    throw new TokenInvalidError("header_members: not exactly alg, typ and kid, each a string");
  }
  return { alg, typ, kid };
}

function parseHeader(segment: string): Record<string, unknown> {
  try {
    return parseObject(decode(segment));
  } catch {
    throw new TokenInvalidError("header_json: the header is not a JSON object that every parser reads alike");
  }
}
