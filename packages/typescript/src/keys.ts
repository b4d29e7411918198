import { ConfigurationError } from "./errors.js";
import { deriveKey, makeKey } from "./hmac-key.js";
import type { Algorithm, Key } from "./key.js";
import { checkSecret } from "./secret.js";

/** Where keys come from. */
export interface KeySource {
  /** Every key that it has now and that tokens for this audience may be signed with; the first is the one that signs. */
  keysFor(audience: string): readonly Key[];
}

/** A source whose keys come and go while the process runs. */
export interface ChangingKeySource extends KeySource {
  /** What its keys may be used with: a token of another algorithm never makes it look for a key. */
  readonly algorithms: readonly Algorithm[];
  /** Have `listener` called whenever `keysFor` gives other keys than before. */
  subscribe(listener: () => void): void;
  /**
   * Look for this key anew, if that may be worth while. Subscribers hear of it before the promise is fulfilled.
   *
   * @throws {@link VerificationUnavailableError} when the source has no keys at all and cannot get any.
   */
  find(kid: string): Promise<void>;
}

const MEND = "Print it: npx jwt-auth-bridge key --audience <name>";
const KEY_TEXT = /^([A-Za-z0-9_-]{1,64}):([0-9a-fA-F]{64})$/;

/**
 * HS256 keys derived from the secret that Better Auth has too. The raw secret itself verifies nothing.
 *
 * @param secret - `BETTER_AUTH_SECRET`, or several secrets: every one verifies, the first signs.
 * @throws {@link ConfigurationError} for a secret that breaks profile rule K1.
 */
export function sharedSecret(secret: string | readonly string[]): KeySource {
  const secrets = (typeof secret === "string" ? [secret] : [...(secret ?? [])]).map((each) =>
    checkSecret(each),
  );
  checkSecret(secrets[0]);
  return { keysFor: (audience) => secrets.map((each) => deriveKey(each, audience)) };
}

/**
 * The derived keys of one API, without the secret. Their holder can verify that API's tokens and forge no others.
 *
 * @param text - `<kid>:<64 hexadecimal digits>`, as `npx jwt-auth-bridge key` prints it (profile rule K5), or several such
 *   texts: every one verifies, the first is the newest.
 * @param name - How messages call it.
 * @throws {@link ConfigurationError} for any other text, and for two of one `kid`.
 */
export function derivedKey(text: string | readonly string[], name = "The derived key"): KeySource {
  // They were derived for one audience; a verifier of another finds no token that matches them.
  const keys = (typeof text === "string" ? [text] : text).map((each, at) =>
    readKey(each, typeof text === "string" ? name : `Entry ${at + 1} of ${name}`),
  );
  if (keys.length === 0) throw new ConfigurationError("key_malformed", `${name} is empty. ${MEND}`);
  if (new Set(keys.map(({ kid }) => kid)).size !== keys.length) {
    throw new ConfigurationError("setting_invalid", `${name} has two keys of one id. Name each key once`);
  }
  return { keysFor: () => keys };
}

function readKey(text: string, name: string): Key {
  const [, kid, digits] = KEY_TEXT.exec(text) ?? [];
  if (kid === undefined || digits === undefined) {
    throw new ConfigurationError("key_malformed", `${name} is not <kid>:<64 hexadecimal digits>. ${MEND}`);
  }
  return makeKey(kid, Buffer.from(digits, "hex"));
}
