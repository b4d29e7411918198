import { setTimeout as delay } from "node:timers/promises";
import { ConfigurationError } from "../errors.js";
import { ConnectionError, type RevocationSink, type RevocationTransport, reasonOf } from "./transport.js";

/** What {@link keepListening} is handed in. */
export interface Listening {
  /** Takes the lines for the log. */
  readonly warn: (message: string) => void;
  /** A clock that never goes back, in seconds. */
  readonly clock: () => number;
  /** A number from 0 to 1, `Math.random` unless set. */
  readonly random?: () => number;
  /** Waits for these seconds, or until the signal is given. */
  readonly pause?: (seconds: number, signal: AbortSignal) => Promise<void>;
}

/** Seconds between two attempts: at least, and at most. */
const SHORTEST = 0.1;
const LONGEST = 2;
/** At most, when the other side names the seconds: what is known here must not get stale meanwhile. */
const LONGEST_WISH = 10;
/** Seconds after the first word that make a connection a good one: it has outlived a heartbeat. */
const STEADY = 5;
/** Seconds after which the same trouble is told again. */
const REPEAT = 60;

/**
 * Run a transport until the signal is given, whatever becomes of it.
 *
 * @throws {@link ConfigurationError} from a transport that never heard anything: it cannot work.
 */
export async function keepListening(
  transport: RevocationTransport,
  sink: RevocationSink,
  signal: AbortSignal,
  { warn, clock, random = Math.random, pause = wait }: Listening,
): Promise<void> {
  let failures = 0;
  let hasHeard = false;
  let upSince = Number.POSITIVE_INFINITY;
  let isMissed = false;
  const told = new Map<string, number>();
  const listener: RevocationSink = {
    add: (entry) => sink.add(entry),
    heard(age) {
      sink.heard(age);
      if (isMissed) warn("revocations: heard again");
      isMissed = false;
      hasHeard = true;
      upSince = Math.min(upSince, clock());
    },
  };
  /** Whether it was a good connection, whose end is worth a line only when the next try fails. */
  function lost(reason: string): boolean {
    const now = clock();
    // A word alone proves nothing: a server may end each connection just after it.
    const wasGood = now - upSince >= STEADY;
    upSince = Number.POSITIVE_INFINITY;
    if (wasGood) told.clear();
    else tell(reason, now);
    return wasGood;
  }
  function tell(reason: string, now: number): void {
    for (const [other, time] of told) if (now - time >= REPEAT) told.delete(other);
    if (told.has(reason)) return;
    told.set(reason, now);
    isMissed = true;
    warn(`revocations: ${reason}. Trying again`);
  }
  while (!signal.aborted) {
    const { reason, retryAfter } = await attempt(
      () => transport.run(listener, signal),
      () => hasHeard,
    );
    if (signal.aborted) return;
    failures = lost(reason) ? 1 : failures + 1;
    // Anything up to twice the last pause: listeners that were cut off together do not come back together.
    const most = Math.min(SHORTEST * 2 ** failures, LONGEST);
    const seconds = Math.min(retryAfter, LONGEST_WISH) + SHORTEST + random() * (most - SHORTEST);
    await pause(seconds, signal);
  }
}

async function wait(seconds: number, signal: AbortSignal): Promise<void> {
  await delay(seconds * 1000, undefined, { ref: false, signal }).catch(() => {});
}

/** Why it ended, and for how many seconds it wants to be left alone. */
interface End {
  readonly reason: string;
  readonly retryAfter: number;
}

async function attempt(run: () => Promise<void>, hasHeard: () => boolean): Promise<End> {
  try {
    await run();
    return { reason: "the transport has ended", retryAfter: 0 };
  } catch (error) {
    if (error instanceof ConfigurationError && !hasHeard()) throw error;
    return { reason: reasonOf(error), retryAfter: error instanceof ConnectionError ? error.retryAfter : 0 };
  }
}
