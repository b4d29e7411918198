/** Base64url without padding (RFC 7515 §2), one text for each byte string: every other text is refused. */

const ALPHABET = /^[A-Za-z0-9_-]+$/;
// The last character may not set bits that no byte uses (RFC 4648 §3.5). Index: length modulo 4.
const LAST = ["", undefined, "AQgw", "AEIMQUYcgkosw048"] as const;

/** Whether `text` is the canonical form of one byte or more. */
export function isCanonical(text: string): boolean {
  return ALPHABET.test(text) && hasCanonicalEnd(text);
}

/** The rest of {@link isCanonical}, for a text whose characters have been checked. */
export function hasCanonicalEnd(text: string): boolean {
  const rest = text.length % 4;
  return rest === 0 || (LAST[rest]?.includes(text.charAt(text.length - 1)) ?? false);
}

/** Bytes of a text that is known to be canonical. */
export function decode(text: string): Buffer {
  return Buffer.from(text, "base64url");
}

/** Canonical text of `data`; of its UTF-8 when it is a string. */
export function encode(data: string | Uint8Array): string {
  return (typeof data === "string" ? Buffer.from(data) : Buffer.from(data)).toString("base64url");
}
