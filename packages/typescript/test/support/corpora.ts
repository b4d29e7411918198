/** The rows of conformance/corpora. Its README says what the fields and the lists mean. */
import { createPublicKey, type JsonWebKey, type KeyObject } from "node:crypto";
import { readFileSync } from "node:fs";

export interface Row {
  readonly id: string;
  readonly token: string;
  readonly key:
    | { readonly type: "jwk"; readonly value: JsonWebKey }
    | { readonly type: "jwks"; readonly value: { readonly keys: readonly JsonWebKey[] } }
    | { readonly type: "oct_b64u" | "pem" | "ssh"; readonly value: string };
  readonly alg: string | null;
  readonly expect: "accept" | "reject";
  readonly class: "valid" | "signature" | "alg" | "encoding" | "format" | "key-hygiene";
  readonly comment: string;
}

interface Levels {
  readonly empty_payload: readonly string[];
  readonly not_base64url: readonly string[];
  readonly byte_identical: Readonly<Record<string, string>>;
  readonly textual_too: readonly string[];
  readonly right_mac: Readonly<Record<string, string>>;
}

const read = (name: string) =>
  readFileSync(new URL(`../../../../conformance/corpora/${name}`, import.meta.url), "utf8");

export const ROWS = read("jws_cases.jsonl")
  .trimEnd()
  .split("\n")
  .map((line) => JSON.parse(line) as Row);
export const LEVELS = JSON.parse(read("levels.json")) as Levels;

/** The HMAC keys of a row, none for a public key. */
export function sharedKeys({ key }: Row): Buffer[] {
  if (key.type === "oct_b64u") return [Buffer.from(key.value, "base64url")];
  return webKeys(key).flatMap(({ k }) => (k === undefined ? [] : [Buffer.from(k, "base64url")]));
}

/** What somebody could take for an HMAC key in a public one: its text, its DER, its raw numbers. */
export function confusedKeys({ key }: Row): Buffer[] {
  if (key.type === "oct_b64u") return [];
  if (key.type === "ssh") return [key.value, `${key.value}\n`].map((text) => Buffer.from(text));
  if (key.type === "pem") return [Buffer.from(key.value), ...encodings(createPublicKey(key.value))];
  return webKeys(key).flatMap((webKey) => {
    const numbers = [webKey.n, webKey.x, webKey.y].filter((text) => text !== undefined);
    return [...numbers.map((text) => Buffer.from(text, "base64url")), ...encodings(toPublicKey(webKey))];
  });
}

function webKeys(key: Row["key"]): readonly JsonWebKey[] {
  if (key.type === "jwk") return [key.value];
  return key.type === "jwks" ? key.value.keys : [];
}

/** Undefined for a shared key, and for what is no point of its curve. */
function toPublicKey(key: JsonWebKey): KeyObject | undefined {
  try {
    return createPublicKey({ key, format: "jwk" });
  } catch {
    return undefined;
  }
}

function encodings(key: KeyObject | undefined): Buffer[] {
  if (key === undefined) return [];
  const pem = key.export({ type: "spki", format: "pem" }) as string;
  return [pem, pem.trimEnd(), key.export({ type: "spki", format: "der" })].map((each) =>
    Buffer.from(each as string),
  );
}
