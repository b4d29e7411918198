import { ConfigurationError, VerificationUnavailableError } from "../errors.js";
import type { Principal } from "../principal.js";
import { createEndedTokens } from "./ended-tokens.js";
import { keepListening } from "./keep-listening.js";
import type { RevocationSink, RevocationTransport } from "./transport.js";

/** What a verifier does that has not heard of revocations for too long. */
export type WhenStale = "refuse" | "accept";

/** Settings of {@link createRevocations}. */
export interface RevocationsOptions {
  /** Brings the entries: `revocationFeed()` or `redisRevocations()`. Without one, whoever calls `add` and `heard` does. */
  readonly transport?: RevocationTransport;
  /**
   * After `maxStaleness` seconds in which the transport said nothing: `refuse` every token (503,
   * `verification_unavailable`), or `accept` them, with a warning a minute. `refuse` unless set.
   */
  readonly whenStale?: WhenStale;
  /** Seconds, more than 0, up to 3600; 30 unless set. A transport is heard every 5 seconds: less than 15 is for tests. */
  readonly maxStaleness?: number;
  /** A clock that never goes back, in seconds. */
  readonly clock?: () => number;
  /** Seconds since the epoch. */
  readonly now?: () => number;
  /** Takes the warnings; `console.warn` unless set. */
  readonly warn?: (message: string) => void;
}

/** Sessions and users whose tokens have been ended, kept in memory. An entry lives as long as a token that it ends can. */
export interface Revocations extends RevocationSink {
  readonly transport: RevocationTransport | undefined;
  /**
   * Listen to the transport from now on.
   *
   * @returns A promise that is fulfilled when all that has been published was heard for the first time, or after `close`.
   *   With `accept` it is after 5 seconds, heard or not.
   * @throws {@link ConfigurationError} without a transport, and from one that can never work.
   */
  start(): Promise<void>;
  /** Listen no more, for good. What is known stays. */
  close(): void;
  /**
   * Let the caller pass unless their token was ended.
   *
   * @throws {@link TokenRevokedError} when it was.
   * @throws {@link VerificationUnavailableError} when nobody knows, and such tokens are to be refused.
   */
  check(principal: Principal): void;
  /** Seconds since all that had been published was known; infinite before the first time. */
  readonly staleness: number;
  /** How many entries are held. */
  readonly size: number;
  /** The same as numbers for a monitor; before the first time, the seconds since the start. */
  metrics(): { readonly revocationsHeld: number; readonly revocationsStalenessSeconds: number };
}

const MAX_STALENESS = 30;
const LONGEST_STALENESS = 3600;
/** Seconds. */
const WARN_EVERY = 60;
const REMIND_EVERY = 5;

/**
 * What has been revoked. Each request is checked against it, and nobody is asked.
 *
 * @throws {@link ConfigurationError}
 * @see conformance/PROFILE.md §8
 */
export function createRevocations(options: RevocationsOptions = {}): Revocations {
  const {
    transport,
    whenStale = "refuse",
    maxStaleness = MAX_STALENESS,
    warn = (message) => console.warn(message),
  } = options;
  const { clock = () => performance.now() / 1000, now = () => Date.now() / 1000 } = options;
  checkOptions(whenStale, maxStaleness);
  const ended = createEndedTokens();
  const made = clock();
  const closing = new AbortController();
  let heard = Number.NEGATIVE_INFINITY;
  let warned = Number.NEGATIVE_INFINITY;
  let started: Promise<void> | undefined;
  let ready = () => {};

  function reportStale(): void {
    const reason =
      `revocations_stale: nothing heard of revocations for more than ${maxStaleness} seconds` as const;
    if (whenStale === "refuse") throw new VerificationUnavailableError(reason);
    if (clock() - warned < WARN_EVERY) return;
    warned = clock();
    warn(`accepted without knowing of revocations: ${reason}`);
  }

  async function begin(): Promise<void> {
    if (transport === undefined) {
      const message = "These revocations have no transport. Give one, such as revocationFeed()";
      throw new ConfigurationError("setting_missing", message);
    }
    // The one timer that keeps the process alive: it is waiting, perhaps for a server that is not there yet.
    const reminder = setInterval(() => {
      warn("revocations: waiting to hear all that there are");
      // Tokens are accepted without knowing: then so they are at the start.
      if (whenStale === "accept") ready();
    }, REMIND_EVERY * 1000);
    const first = new Promise<void>((resolve) => {
      ready = resolve;
    });
    try {
      await Promise.race([keepListening(transport, self, closing.signal, { warn, clock }), first]);
    } finally {
      clearInterval(reminder);
    }
  }

  const self: Revocations = {
    transport,
    start: () => (started ??= begin()),
    close() {
      closing.abort();
      ready();
    },
    add: (entry) => ended.add(entry, now()),
    heard(age = 0) {
      // What is no number changes nothing, and then nothing was heard.
      const moment = clock() - Math.max(age, 0);
      if (moment > heard) heard = moment;
      ended.forget(now());
      ready();
    },
    check(principal) {
      ended.check(principal);
      if (!(clock() - heard <= maxStaleness)) reportStale();
    },
    get staleness() {
      return clock() - heard;
    },
    get size() {
      return ended.size;
    },
    metrics: () => ({
      revocationsHeld: ended.size,
      revocationsStalenessSeconds: clock() - Math.max(heard, made),
    }),
  };
  return self;
}

function checkOptions(whenStale: unknown, maxStaleness: unknown): void {
  if (whenStale !== "refuse" && whenStale !== "accept") {
    throw new ConfigurationError("setting_invalid", 'whenStale is neither "refuse" nor "accept"');
  }
  if (typeof maxStaleness !== "number" || !(maxStaleness > 0 && maxStaleness <= LONGEST_STALENESS)) {
    const message = `maxStaleness is not a number of seconds above 0, up to ${LONGEST_STALENESS}`;
    throw new ConfigurationError("setting_invalid", message);
  }
}
