import type { KeyMetrics } from "./old-key.js";

/** What {@link Verifier.metrics} tells. */
export interface Metrics {
  /** By key id. */
  readonly keys: Readonly<Record<string, KeyMetrics>>;
  /** Tokens that were accepted by `compatibility`; absent without it. */
  readonly compatibility?: Pick<KeyMetrics, "lastSeen" | "latestExp">;
  /** Entries of ended sessions and users that are held; absent without `revocations`. */
  readonly revocationsHeld?: number;
  /** Seconds since revocations were last heard of; absent without `revocations`. */
  readonly revocationsStalenessSeconds?: number;
}
