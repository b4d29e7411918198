import type { AuthContext } from "better-auth";
import { reasonOf } from "../../revocation/transport.js";
import { createFeedStream, type FeedStream } from "./feed-stream.js";
import { createPoll, type Moment, thisMoment } from "./poll.js";
import type { RevocationRow } from "./schema.js";
import { type TableStore, toEntry } from "./table-store.js";
import { untilStopped } from "./until-stopped.js";

/** What this process tells its listeners. */
export interface Feed {
  /**
   * Everything that is live, or all since the cursor, and then whatever comes.
   *
   * @param cursor - The last that was heard; any other text means: from the beginning.
   * @param signal - Given when the listener has gone.
   * @returns Undefined when there are too many listeners.
   */
  listen(cursor: string | undefined, signal?: AbortSignal): ReadableStream<Uint8Array> | undefined;
  /** Look now: something was written by this very process. */
  nudge(): void;
}

/**
 * Milliseconds that are read again behind a cursor: transactions that were committed out of order, and clocks of other
 * processes that are a little apart. What is later still, the poll finds within a minute, which is why it is more than that.
 */
const OVERLAP = 90_000;
/** Milliseconds by which a cursor may be ahead: it is another process's, whose clock is. */
const AHEAD = 1000;

interface Listener {
  readonly stream: FeedStream;
  /** It has heard everything up to when it came: from then on it can be told how far it is. */
  isCaughtUp: boolean;
}

/**
 * A feed of this table. It asks the database only while somebody listens.
 *
 * @param most - How many may listen at a time.
 */
export function createFeed(store: TableStore, logger: AuthContext["logger"], most: number): Feed {
  const listeners = new Set<Listener>();
  const poll = createPoll(store, OVERLAP, {
    rows(rows) {
      const lines = toLines(rows);
      for (const { stream } of listeners) stream.send(lines);
    },
    mark(moment) {
      for (const { stream, isCaughtUp } of listeners) if (isCaughtUp) stream.send(toMark(moment));
    },
    failed(error) {
      logger.error(`Revocations cannot be read, listeners are not told of new ones: ${reasonOf(error)}`);
    },
  });

  async function catchUp(listener: Listener, cursor: string | undefined): Promise<void> {
    const { stream } = listener;
    const moment = thisMoment();
    const start = startOf(cursor, moment.date);
    for await (const rows of store.since(new Date(start))) {
      stream.send(toLines(rows));
      await stream.ready();
      if (!listeners.has(listener)) return;
    }
    stream.send(toLines(poll.foundLate(start)));
    listener.isCaughtUp = true;
    stream.send(toMark(moment));
  }

  return {
    listen(cursor, signal) {
      if (listeners.size >= most) return undefined;
      const stream = createFeedStream(() => {
        listeners.delete(listener);
        forget();
        signal?.removeEventListener("abort", stream.close);
        if (listeners.size === 0) poll.stop();
      });
      const forget = untilStopped(stream.close);
      const listener: Listener = { stream, isCaughtUp: false };
      signal?.addEventListener("abort", stream.close);
      // What is written while it catches up, it hears as well: some of it twice, and nothing never.
      listeners.add(listener);
      poll.start();
      catchUp(listener, cursor).catch((error: unknown) => {
        logger.error(`Revocations cannot be read: ${reasonOf(error)}`);
        stream.close();
      });
      if (signal?.aborted) stream.close();
      return stream.body;
    },
    nudge: () => poll.nudge(),
  };
}

/** Where to read from, in milliseconds. A cursor of anybody else's tells nothing, nor does one from before a clock was set back. */
function startOf(cursor: string | undefined, now: number): number {
  const moment = /^\d{1,15}$/.test(cursor ?? "") ? Number(cursor) : 0;
  return moment > now + AHEAD ? 0 : Math.max(moment - OVERLAP, 0);
}

function toLines(rows: readonly RevocationRow[]): string {
  return rows.map((row) => `${JSON.stringify(toEntry(row))}\n`).join("");
}

function toMark({ date, ticks }: Moment): string {
  // A listener judges by `at` how late a mark is: a clock that is set meanwhile would make it early or late.
  const at = (performance.timeOrigin + ticks) / 1000;
  return `${JSON.stringify({ cursor: String(date), at })}\n`;
}
