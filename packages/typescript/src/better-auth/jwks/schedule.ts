import type { PublicAlgorithm } from "../../jwks/public-key.js";
import { MAX_LIFETIME } from "../../profile.js";
import type { KeySetSettings } from "./settings.js";

/** What decides about a key pair. Times are in seconds since the epoch. */
export interface Dated {
  readonly kid: string;
  readonly algorithm: PublicAlgorithm;
  readonly createdAt: number;
  /** Set by Better Auth's own rotation, or by whoever ends it by hand. */
  readonly expiresAt?: number;
}

/** Which key pair does what at one moment. */
export interface Schedule<K> {
  /** Undefined: there is none that could. */
  readonly signing: K | undefined;
  /** In the order in which they were made. */
  readonly published: readonly K[];
  /** Those whose last token has expired. */
  readonly over: readonly K[];
  /** Whether the next one is to be made. */
  readonly isDue: boolean;
}

/** Most seconds that a verifier still accepts a token of a key that signs no more: its lifetime, and two clocks' difference. */
const AFTERLIFE = MAX_LIFETIME + 65;

/**
 * What the key pairs do at `now`. Pure, and nothing but their own dates counts: processes that see the same rows agree, without
 * a word between them. Two that make the next key at the same moment make two, both published long before either signs.
 *
 * A key pair signs from `overlap` after it was made until `overlap` after the next one was, and is published until its last
 * token has expired. Where none is old enough (the first one, or all others were withdrawn) the oldest signs at once.
 *
 * After a change of algorithm the keys of the former one sign until the new one is old enough, as at any other rotation.
 */
export function scheduleOf<K extends Dated>(
  keys: readonly K[],
  settings: KeySetSettings,
  now: number,
): Schedule<K> {
  const { algorithm, overlap, rotationInterval } = settings;
  const ordered = [...keys].sort((a, b) => a.createdAt - b.createdAt || (a.kid < b.kid ? -1 : 1));
  const isOurs = (key: K) => key.algorithm === algorithm;

  function retiresAt(key: K): number {
    const later = ordered.slice(ordered.indexOf(key) + 1);
    const next = later.find((other) => other.algorithm === key.algorithm);
    // One of another algorithm that nobody replaced in time is in use no more.
    const unreplaced = isOurs(key) ? Number.POSITIVE_INFINITY : key.createdAt + rotationInterval + overlap;
    const replaced = next === undefined ? unreplaced : next.createdAt + overlap;
    return Math.min(replaced, key.expiresAt ?? Number.POSITIVE_INFINITY);
  }
  const isOver = (key: K) => now >= retiresAt(key) + AFTERLIFE;
  const able = ordered.filter((key) => now < retiresAt(key));
  const known = able.filter(({ createdAt }) => createdAt + overlap <= now);
  const newest = ordered.findLast(isOurs);
  return {
    signing: known.findLast(isOurs) ?? known.at(-1) ?? able.find(isOurs),
    published: ordered.filter((key) => !isOver(key)),
    over: ordered.filter(isOver),
    isDue:
      newest === undefined ||
      now >= newest.createdAt + rotationInterval ||
      (newest.expiresAt !== undefined && now >= newest.expiresAt - overlap),
  };
}
