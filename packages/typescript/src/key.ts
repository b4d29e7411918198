import type { KeyObject } from "node:crypto";

/** Algorithms of the profile: HS256 under the shared secret, the others under keys that an auth server publishes. */
export type Algorithm = "HS256" | "EdDSA" | "ES256" | "RS256";

/** A key, its id, and the one algorithm that it may be used with. */
export interface Key {
  readonly algorithm: Algorithm;
  readonly kid: string;
  /** The first segment of every token that is signed with this key (profile rule H5). */
  readonly headerSegment: string;
  /** A secret for HS256, otherwise a public key. Shows nothing of itself when it is logged. */
  readonly material: KeyObject;
}
