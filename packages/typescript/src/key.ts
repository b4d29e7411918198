import type { KeyObject } from "node:crypto";

/** Algorithms of the profile. */
export type Algorithm = "HS256";

/** A key, its id, and the one algorithm that it may be used with. */
export interface Key {
  readonly algorithm: Algorithm;
  readonly kid: string;
  /** The first segment of every token that is signed with this key (profile rule H5). */
  readonly headerSegment: string;
  /** Shows nothing of itself when it is logged. */
  readonly material: KeyObject;
}
