import { setTimeout as pause } from "node:timers/promises";
import { ConfigurationError } from "./errors.js";
import type { RevocationSink, RevocationTransport } from "./revocation-transport.js";

/** What {@link keepListening} is handed in. */
export interface Listening {
  /** Takes the lines for the log. */
  readonly warn: (message: string) => void;
  /** A clock that never goes back, in seconds. */
  readonly clock: () => number;
  /** A number from 0 to 1, `Math.random` unless set. */
  readonly random?: () => number;
}

/** Seconds between two attempts: at least, and at most. */
const SHORTEST = 0.1;
const LONGEST = 2;
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
  { warn, clock, random = Math.random }: Listening,
): Promise<void> {
  let failures = 0;
  let hasHeard = false;
  let trouble: { readonly reason: string; readonly told: number } | undefined;
  const listener: RevocationSink = {
    add: (entry) => sink.add(entry),
    heard() {
      sink.heard();
      if (trouble !== undefined) warn("revocations: heard again");
      hasHeard = true;
      trouble = undefined;
      failures = 0;
    },
  };
  while (!signal.aborted) {
    const reason = await attempt(
      () => transport.run(listener, signal),
      () => hasHeard,
    );
    if (signal.aborted) return;
    if (trouble?.reason !== reason || clock() - trouble.told >= REPEAT) {
      trouble = { reason, told: clock() };
      warn(`revocations: ${reason}. Trying again`);
    }
    failures += 1;
    // Anything up to twice the last pause: listeners that were cut off together do not come back together.
    const most = Math.min(SHORTEST * 2 ** failures, LONGEST);
    const seconds = SHORTEST + random() * (most - SHORTEST);
    await pause(seconds * 1000, undefined, { ref: false, signal }).catch(() => {});
  }
}

/** Why it ended. */
async function attempt(run: () => Promise<void>, hasHeard: () => boolean): Promise<string> {
  try {
    await run();
    return "the transport has ended";
  } catch (error) {
    if (error instanceof ConfigurationError && !hasHeard()) throw error;
    return error instanceof Error ? error.message : "the transport has failed";
  }
}
