import { readFileSync } from "node:fs";
import { AuthError, ConfigurationError } from "../../src/index.js";

/** What every vector has. */
export interface Vector {
  readonly id: string;
  readonly rules: readonly string[];
  readonly comment: string;
}

/** What is accepted is told by `V`, what is refused by `I`. */
export type Outcome<V, I> = (V & { readonly result: "valid" }) | (I & { readonly result: "invalid" });

/** How requests are refused. */
export interface Refused {
  readonly code: string;
  readonly reason: string;
}

/** How settings are refused. */
export interface Unusable {
  readonly code: string;
}

/** What tokens are judged under. */
export interface PolicyOfFile {
  readonly issuer: string;
  readonly audience: string;
  readonly secrets: readonly string[];
  readonly leeway: number;
  readonly compatibility?: "better-auth-jwt";
  /** The document of a key set beside the secrets. */
  readonly jwks?: { readonly keys: readonly unknown[] };
}

/** Read a file of vectors. A missing file or an empty one fails the suite. */
export function load<V>(name: string): { policy: PolicyOfFile; vectors: readonly (Vector & V)[] } {
  const url = new URL(`../../../../conformance/vectors/${name}.json`, import.meta.url);
  const file = JSON.parse(readFileSync(url, "utf8"));
  if (!(file.vectors?.length > 0)) throw new Error(`${name}.json holds no vectors`);
  return file;
}

/** What a refusal comes down to: the public code and the word of the reason. Anything else is thrown on. */
export function verdict(error: unknown): Refused {
  if (!(error instanceof AuthError)) throw error;
  return { code: error.code, reason: error.reason.split(":")[0] ?? "" };
}

/** What `read` gives, or the word for what is wrong with a setting. Any other error is thrown on. */
export function valueOrCode<T>(read: () => T): T | string {
  try {
    return read();
  } catch (error) {
    if (!(error instanceof ConfigurationError)) throw error;
    return error.code;
  }
}
