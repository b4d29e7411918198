import type { RevocationRow } from "./schema.js";
import type { TableStore } from "./table-store.js";

/** Looks at the table while somebody listens, once for all listeners of this process. */
export interface Poll {
  start(): void;
  stop(): void;
  /** Something was written: look now. While nobody listens, delete within a minute what ends nothing any more. */
  nudge(): void;
  /** Rows from before this moment, in milliseconds, that were told of after it: who comes from there has not heard them. */
  foundLate(moment: number): readonly RevocationRow[];
}

/** When a look began, by two clocks, in milliseconds. */
export interface Moment {
  /** As rows are dated. */
  readonly date: number;
  /** By a clock that nobody sets back. */
  readonly ticks: number;
}

/** Now. */
export function thisMoment(): Moment {
  return { date: Date.now(), ticks: performance.now() };
}

/** Who is told of what a poll finds. */
export interface PollEvents {
  /** New rows. */
  rows(rows: readonly RevocationRow[]): void;
  /** Everything that was there to be seen at this moment was given to `rows`. A look that fails brings no mark. */
  mark(moment: Moment): void;
  failed(error: unknown): void;
}

/** All in milliseconds. */
const EVERY = 250;
const MARK_EVERY = 3000;
const WHOLE_EVERY = 60_000;
/** What a quick look reads again: rows that were committed just after the look before. */
const QUICK_OVERLAP = 2000;

/**
 * Looks are quick ones, thorough ones with a mark behind them, and once a minute one at all live rows, for a transaction
 * may take its time, and a clock be wrong.
 *
 * @param overlap - Milliseconds that a thorough look reads again, for rows that were committed late or dated by a slow clock.
 */
export function createPoll(store: TableStore, overlap: number, events: PollEvents): Poll {
  let timer: NodeJS.Timeout | undefined;
  let isTidying = false;
  let isRunning = false;
  let isLooking = false;
  let isNudged = false;
  let hasFailed = false;
  // When the last look of each kind began, as rows are dated. It goes on from there after a time without listeners.
  let quick = 0;
  let thorough = 0;
  // The same by a clock that nobody sets back.
  let marked = Number.NEGATIVE_INFINITY;
  let whole = Number.NEGATIVE_INFINITY;
  const known = new Map<string, { readonly row: RevocationRow; readonly told: number }>();

  /** Tell of new rows; the number of them. */
  async function read(from: number): Promise<number> {
    let count = 0;
    for await (const rows of store.since(new Date(from))) {
      const fresh = rows.filter(({ id }) => !known.has(id));
      for (const row of fresh) known.set(row.id, { row, told: Date.now() });
      if (fresh.length > 0) events.rows(fresh);
      count += fresh.length;
    }
    return count;
  }

  async function look(): Promise<void> {
    const moment = thisMoment();
    const { date, ticks } = moment;
    const isWhole = ticks - whole >= WHOLE_EVERY;
    const isThorough = isWhole || ticks - marked >= MARK_EVERY;
    const last = isThorough ? thorough - overlap : quick - QUICK_OVERLAP;
    const count = await read(isWhole ? 0 : last);
    quick = date;
    if (isThorough) {
      thorough = date;
      marked = ticks;
    }
    if (isThorough || count > 0) events.mark(moment);
    if (isWhole) {
      whole = ticks;
      for (const [id, { row }] of known) if (row.until.getTime() <= date) known.delete(id);
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

  function tidy(): void {
    isTidying = false;
    // What is not deleted now is after the next ending.
    store.forget().catch(() => {});
  }
  function tidySoon(): void {
    if (isTidying) return;
    isTidying = true;
    // Not now: this may be within a transaction, for whose end another connection would wait.
    setTimeout(tidy, WHOLE_EVERY).unref();
  }

  return {
    start() {
      if (isRunning) return;
      isRunning = true;
      void run();
    },
    stop() {
      isRunning = false;
      clearTimeout(timer);
    },
    nudge() {
      if (isRunning) void run();
      else tidySoon();
    },
    foundLate(moment) {
      const late = [...known.values()].filter(
        ({ row, told }) => row.createdAt.getTime() < moment && told >= moment,
      );
      return late.map(({ row }) => row);
    },
  };
}
