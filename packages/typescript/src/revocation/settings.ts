import type { KeySource } from "../keys.js";
import { revocationFeed } from "../revocation-feed/feed.js";
import { redisRevocations } from "../revocation-redis/stream.js";
import { createRevocations, type Revocations, type WhenStale } from "./revocations.js";

/** What says where revocations are heard from: settings, as `readEnvironment()` gives them. */
export interface RevocationSettings {
  readonly issuer: string;
  readonly audience: string;
  readonly keys: KeySource | readonly KeySource[];
  readonly redisUrl?: string;
}

/**
 * What ends the tokens of this API: heard of in Redis where there is a `REDIS_URL`, else from the issuer.
 *
 * @throws {@link ConfigurationError} for settings that cannot work.
 */
export function revocationsOf(settings: RevocationSettings, whenStale: WhenStale): Revocations {
  const { redisUrl: url, ...others } = settings;
  const transport = url ? redisRevocations({ ...others, url }) : revocationFeed(others);
  return createRevocations({ transport, whenStale });
}
