import type { RevocationRow } from "./schema.js";
import type { TableStore } from "./table-store.js";

/** Looks at the table while somebody listens, once for all listeners of this process. */
export interface Poll {
  start(): void;
  stop(): void;
  /** Look now. */
  nudge(): void;
}

/** Who is told of what a poll finds. */
export interface PollEvents {
  /** New rows. */
  rows(rows: readonly RevocationRow[]): void;
  /** Everything that had been written by `moment`, in milliseconds, was given to `rows`. */
  mark(moment: number): void;
  failed(error: unknown): void;
}

/** All in milliseconds. */
const EVERY = 250;
const MARK_EVERY = 3000;
const FORGET_EVERY = 60_000;
/** What a quick look reads again: rows that were committed just after the look before. */
const QUICK_OVERLAP = 2000;

/**
 * @param overlap - Milliseconds that a thorough look reads again, for rows that were committed late or dated by a slow
 *   clock. There is one before each mark.
 */
export function createPoll(store: TableStore, overlap: number, events: PollEvents): Poll {
  let timer: NodeJS.Timeout | undefined;
  let isRunning = false;
  let isLooking = false;
  let isNudged = false;
  let hasFailed = false;
  // When the last look of each kind began.
  let quick = 0;
  let thorough = 0;
  let forgotten = 0;
  const known = new Map<string, number>();

  /** Tell of new rows; the number of them. */
  async function read(from: number): Promise<number> {
    let count = 0;
    for await (const rows of store.since(new Date(from))) {
      const fresh = rows.filter(({ id }) => !known.has(id));
      for (const { id, createdAt } of fresh) known.set(id, createdAt.getTime());
      if (fresh.length > 0) events.rows(fresh);
      count += fresh.length;
    }
    return count;
  }

  async function look(): Promise<void> {
    const moment = Date.now();
    const isThorough = moment - thorough >= MARK_EVERY;
    const count = await read(isThorough ? thorough - overlap : quick - QUICK_OVERLAP);
    quick = moment;
    if (isThorough) {
      for (const [id, createdAt] of known) if (createdAt < thorough - overlap) known.delete(id);
      thorough = moment;
    }
    if (isThorough || count > 0) events.mark(moment);
    if (moment - forgotten >= FORGET_EVERY) {
      forgotten = moment;
      await store.forget();
    }
  }

  async function run(): Promise<void> {
    if (isLooking) {
      isNudged = true;
      return;
    }
    clearTimeout(timer);
    isLooking = true;
    isNudged = false;
    try {
      await look();
      hasFailed = false;
    } catch (error) {
      // Said once: a database that is down is asked again four times a second.
      if (!hasFailed) events.failed(error);
      hasFailed = true;
    }
    isLooking = false;
    if (isRunning) timer = setTimeout(run, isNudged ? 0 : EVERY).unref();
  }

  return {
    start() {
      if (isRunning) return;
      isRunning = true;
      quick = Date.now();
      thorough = quick;
      known.clear();
      void run();
    },
    stop() {
      isRunning = false;
      clearTimeout(timer);
    },
    nudge() {
      if (isRunning) void run();
    },
  };
}
