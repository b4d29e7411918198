import { ConfigurationError, VerificationUnavailableError } from "../errors.js";
import type { Key } from "../key.js";
import type { ChangingKeySource } from "../keys.js";
import { checkUrl, fetchDocument } from "./fetch.js";
import { parseKeySet } from "./key-set.js";
import type { PublicAlgorithm } from "./public-key.js";

/** Settings of {@link remoteJwks}. Times are in seconds. */
export interface RemoteJwksOptions {
  /** Over https, or on this machine: `https://app.example/api/auth/jwks`. */
  readonly url: string;
  /** Which of EdDSA, ES256 and RS256 to take; all three unless set. */
  readonly algorithms?: readonly PublicAlgorithm[];
  /** How long one fetch may take; 5 unless set. */
  readonly timeout?: number;
  /** After how long the key set is fetched again: the time that a withdrawn key lives on here. 1 to 300; 300 unless set. */
  readonly maxAge?: number;
  /** A clock that never goes back. */
  readonly clock?: () => number;
  /** Takes the lines for the log; `console.warn` unless set. */
  readonly warn?: (message: string) => void;
}

/** The keys of a JWK Set at an address, kept in memory. */
export interface RemoteJwks extends ChangingKeySource {
  readonly url: string;
  /** Fetch no more. Keys that are known stay. */
  close(): void;
}

const ALGORITHMS: readonly PublicAlgorithm[] = ["EdDSA", "ES256", "RS256"];
/** Seconds after which the key set is fetched again, at most: an issuer publishes a key longer than that before it signs. */
const MAX_AGE = 300;
/** Least seconds between two fetches for unknown key ids, and the most from a failure to the next try. */
const COOLDOWN = 30;
/** Seconds that keys are used while the key set cannot be had. */
const KEEP = 24 * 3600;
/** Seconds after a failure; twice as many after each further one. */
const FIRST_RETRY = 1;

/**
 * The keys of a JWK Set at an address (RFC 7517 §5).
 *
 * The set is fetched when the first token comes, every five minutes from then on, and for a key id that it does not have: at
 * most once in 30 seconds, whatever is asked, and never twice at a time. A key that is no longer published is no longer used.
 * While the address does not answer, the last good keys stay, for a day. A fetch that fails tells nothing of a key: for unknown
 * ones the next is 1, 2, 4, 8, 16, then 30 seconds later.
 *
 * @throws {@link ConfigurationError} for another address, algorithm or age.
 */
export function remoteJwks(options: RemoteJwksOptions): RemoteJwks {
  const {
    algorithms = ALGORITHMS,
    timeout = 5,
    maxAge = MAX_AGE,
    warn = (message) => console.warn(message),
  } = options;
  const { clock = () => performance.now() / 1000 } = options;
  const url = checkUrl(options.url);
  if (algorithms.length === 0 || !algorithms.every((each) => ALGORITHMS.includes(each))) {
    throw new ConfigurationError("setting_invalid", "algorithms are some of EdDSA, ES256 and RS256");
  }
  if (!(Number.isFinite(maxAge) && maxAge >= 1 && maxAge <= MAX_AGE)) {
    throw new ConfigurationError("setting_invalid", `maxAge is not a number of seconds from 1 to ${MAX_AGE}`);
  }
  // Its query may hold what opens it.
  const [shown] = url.split("?");
  const listeners: (() => void)[] = [];
  let keys: readonly Key[] = [];
  let flight: Promise<void> | undefined;
  let timer: NodeJS.Timeout | undefined;
  let fetched: number | undefined;
  let nextLook = clock();
  let retry = FIRST_RETRY;
  let isClosed = false;

  function replace(found: readonly Key[]): void {
    const isSame = found.length === keys.length && found.every((key, index) => isEqual(key, keys[index]));
    if (isSame) return;
    keys = found;
    for (const listener of listeners) listener();
  }
  async function refresh(): Promise<void> {
    try {
      const found = parseKeySet(await fetchDocument(url, timeout), algorithms, warn);
      fetched = clock();
      retry = FIRST_RETRY;
      replace(found);
    } catch (error) {
      warn(`key set: cannot be had from ${shown}: ${(error as Error).message}`);
      nextLook = clock() + retry;
      retry = Math.min(2 * retry, COOLDOWN);
      if (fetched !== undefined && clock() - fetched > KEEP) {
        fetched = undefined;
        replace([]);
      }
    }
    flight = undefined;
    arm();
  }
  function start(): void {
    flight ??= refresh();
  }
  function arm(): void {
    clearTimeout(timer);
    if (isClosed) return;
    // While the address does not answer, again after the pause: a withdrawn key must go in the end.
    timer = setTimeout(start, 1000 * (retry === FIRST_RETRY ? maxAge : COOLDOWN)).unref();
  }
  return {
    url,
    algorithms,
    keysFor: () => keys,
    subscribe: (listener) => void listeners.push(listener),
    async find(kid) {
      if (keys.some((key) => key.kid === kid)) return;
      if (!isClosed && clock() >= nextLook) {
        // The first fetch is not yet a look for an unknown key: that one may follow at once.
        nextLook = clock() + (fetched === undefined ? 0 : COOLDOWN);
        start();
      }
      await flight;
      if (keys.length === 0 && fetched === undefined) {
        throw new VerificationUnavailableError("keys_unavailable: the key set of the issuer cannot be had");
      }
    },
    close() {
      isClosed = true;
      clearTimeout(timer);
    },
  };
}

function isEqual(key: Key, other: Key | undefined): boolean {
  return other !== undefined && key.kid === other.kid && key.material.equals(other.material);
}
