import { TokenInvalidError, TokenMissingError } from "./errors.js";

// RFC 6750 §2.1. What the token itself may look like is the verifier's business.
const CREDENTIALS = /^bearer +([A-Za-z0-9._~+/-]+=*)$/i;
// What stands between server and app may have joined two headers into one value.
const JOINED = /,[ \t]*bearer(?:[ \t,]|$)/i;

/**
 * The token of an `Authorization` header: `Bearer` in any case, one space or more, the token, nothing else.
 *
 * @param authorization - The header's value, or all its values where a request may repeat it
 *   (`request.headersDistinct.authorization` in Node).
 * @throws {@link TokenMissingError} without a header, or for another scheme.
 * @throws {@link TokenInvalidError} for `Bearer` with anything but one token, and for two headers.
 */
export function readBearer(authorization: string | readonly string[] | undefined): string {
  const values = typeof authorization === "string" ? [authorization] : (authorization ?? []);
  if (values.length > 1) throw manyHeaders();
  const value = values[0] ?? "";
  if (value === "") throw new TokenMissingError("no_credentials: no Authorization header");
  const token = CREDENTIALS.exec(value)?.[1];
  if (token !== undefined) return token;
  if (/^bearer(?:[ \t]|$)/i.test(value)) {
    throw new TokenInvalidError("header_malformed: not one token after Bearer");
  }
  if (JOINED.test(value)) throw manyHeaders();
  throw new TokenMissingError("other_scheme: the scheme is not Bearer");
}

function manyHeaders(): TokenInvalidError {
  return new TokenInvalidError("many_headers: more than one Authorization header");
}
