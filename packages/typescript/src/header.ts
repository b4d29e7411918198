import { decode } from "./base64url.js";
import { TokenInvalidError } from "./errors.js";
import { parseObject } from "./strict-json.js";
import { isUnmodified, type Kind } from "./unmodified.js";

/** The members of a header, as the token has them. */
export interface Header extends Kind {
  readonly kid: string;
}

/**
 * The members of a header segment that is not the exact bytes an issuer writes. What they mean is not judged here.
 *
 * @param segment - Canonical base64url.
 * @throws {@link TokenInvalidError} for everything but an object of `alg`, `typ` and `kid`, each a string; or of `alg` and `kid`,
 *   where `alg` is not of a secret.
 * @see conformance/PROFILE.md §3
 */
export function readHeader(segment: string): Header {
  const header = parseHeader(segment);
  const { alg, typ, kid } = header;
  const count = Object.keys(header).length;
  if (typeof alg === "string" && typeof kid === "string") {
    if (typeof typ === "string" && count === 3) return { alg, typ, kid };
    if (count === 2 && isUnmodified({ alg, typ: undefined })) return { alg, typ: undefined, kid };
  }
  throw new TokenInvalidError("header_members: not exactly alg, typ and kid, each a string");
}

function parseHeader(segment: string): Record<string, unknown> {
  try {
    return parseObject(decode(segment));
  } catch {
    throw new TokenInvalidError("header_json: the header is not a JSON object that every parser reads alike");
  }
}
