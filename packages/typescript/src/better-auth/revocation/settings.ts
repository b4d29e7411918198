import { ConfigurationError } from "../../errors.js";
import { checkRedisUrl } from "../../revocation/redis-url.js";

/** The option `revocation` of `jwtBridge()`, where it says more than `true`. */
export interface RevocationOptions {
  /** Keep the entries in this Redis, and not in the database; `REDIS_URL` unless set. */
  readonly redisUrl?: string;
  /**
   * How many may listen to the feed of one process at a time: each process of each API is one. 100 unless set; each more is
   * answered 503, and tries again. With Redis nobody listens here.
   */
  readonly listeners?: number;
}

/** The same, checked and complete. */
export interface RevocationSettings {
  readonly audience: string;
  /** Undefined: entries are kept in the database. */
  readonly redisUrl: string | undefined;
  readonly listeners: number;
}

const LISTENERS = 100;
const NAMES = ["redisUrl", "listeners"];

/**
 * @returns Undefined where nobody is told.
 * @throws {@link ConfigurationError} for what cannot work.
 */
export function readRevocation(option: unknown, audience: string): RevocationSettings | undefined {
  if (option === undefined) return undefined;
  if (option !== true && (typeof option !== "object" || option === null)) {
    throw invalid(`revocation is neither true nor an object with ${NAMES.join(" and ")}`);
  }
  const options: Readonly<Record<string, unknown>> = option === true ? {} : { ...option };
  const unknown = Object.keys(options).find((name) => !NAMES.includes(name));
  if (unknown !== undefined) {
    throw invalid(`revocation has no option ${unknown}. It has ${NAMES.join(" and ")}`);
  }
  const { redisUrl, listeners = LISTENERS } = options;
  return { audience, redisUrl: readRedisUrl(redisUrl), listeners: readListeners(listeners) };
}

function readRedisUrl(redisUrl: unknown): string | undefined {
  const url = redisUrl ?? (process.env.REDIS_URL || undefined);
  return url === undefined ? undefined : checkRedisUrl(url);
}

function readListeners(listeners: unknown): number {
  if (Number.isSafeInteger(listeners) && (listeners as number) > 0) return listeners as number;
  throw invalid("listeners of revocation is not a whole number above 0");
}

function invalid(message: string): ConfigurationError {
  return new ConfigurationError("setting_invalid", message);
}
