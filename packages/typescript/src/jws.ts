import { verify } from "node:crypto";
import { hasCanonicalEnd } from "./base64url.js";
import { TokenInvalidError } from "./errors.js";
import { hasMac } from "./hmac-key.js";
import type { Key } from "./key.js";
import { MAX_TOKEN_LENGTH } from "./profile.js";

/** A JWS in its compact serialization (RFC 7515 §7.1). Every segment is canonical base64url. */
export interface CompactJws {
  readonly header: string;
  readonly payload: string;
  readonly signature: string;
  /** What is signed: the first two segments and their dot. */
  readonly signingInput: string;
}

const COMPACT = /^[A-Za-z0-9_-]+\.[A-Za-z0-9_-]+\.[A-Za-z0-9_-]+$/;

/**
 * The segments of a token. Nothing in them is decoded yet.
 *
 * @throws {@link TokenInvalidError} for a text that is too long, or is not three segments of canonical base64url.
 * @see conformance/PROFILE.md §2
 */
export function parseCompact(token: unknown): CompactJws {
  if (typeof token === "string" && isTooLong(token)) {
    throw new TokenInvalidError(`too_long: more than ${MAX_TOKEN_LENGTH} bytes`);
  }
  if (typeof token !== "string" || !COMPACT.test(token)) throw notCompact();
  const first = token.indexOf(".");
  const second = token.indexOf(".", first + 1);
  const header = token.slice(0, first);
  const payload = token.slice(first + 1, second);
  const signature = token.slice(second + 1);
  if (!hasCanonicalEnd(header) || !hasCanonicalEnd(payload) || !hasCanonicalEnd(signature))
    throw notCompact();
  return { header, payload, signature, signingInput: token.slice(0, second) };
}

function isTooLong(token: string): boolean {
  // UTF-8 takes three bytes for a character at most.
  return token.length * 3 > MAX_TOKEN_LENGTH && Buffer.byteLength(token) > MAX_TOKEN_LENGTH;
}

/**
 * Check a signature segment, by the algorithm of the key.
 *
 * @param signature - Canonical base64url, as {@link parseCompact} gives it.
 * @throws {@link TokenInvalidError}
 * @see conformance/PROFILE.md, rule S1
 */
export function checkSignature(key: Key, signingInput: string, signature: string): void {
  const isSigned = key.algorithm === "HS256" ? hasMac : hasSignature;
  if (!isSigned(key, signingInput, signature)) {
    throw new TokenInvalidError(`signature: not made with key ${key.kid}`);
  }
}

function hasSignature({ algorithm, material }: Key, signingInput: string, signature: string): boolean {
  // EdDSA hashes by itself (RFC 8032); ES256 has its two numbers side by side (RFC 7518 §3.4).
  const digest = algorithm === "EdDSA" ? null : "sha256";
  const key = { key: material, dsaEncoding: "ieee-p1363" } as const;
  return verify(digest, Buffer.from(signingInput), key, Buffer.from(signature, "base64url"));
}

function notCompact(): TokenInvalidError {
  return new TokenInvalidError("grammar: not three segments of canonical base64url");
}
