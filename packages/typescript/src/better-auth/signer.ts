import { sign } from "../hmac-key.js";
import type { Key } from "../key.js";

/** What signs the tokens of this moment. */
export interface Signer {
  /** The first segment of every token that it signs (profile rule H5). */
  readonly headerSegment: string;
  /** The signature segment of `<header>.<payload>`. */
  sign(signingInput: string): string;
}

/** Signs with a key that is derived from the secret. */
export function hmacSigner(key: Key): Signer {
  return { headerSegment: key.headerSegment, sign: (signingInput) => sign(key, signingInput) };
}
