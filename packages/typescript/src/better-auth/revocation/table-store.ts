import type { Entry } from "../../revocation/entry.js";
import { MODEL, type RevocationRow } from "./schema.js";
import type { Adapter, RevocationStore } from "./store.js";
import { within } from "./within.js";

/** The table `revocation`, and what the feed reads of it. */
export interface TableStore extends RevocationStore {
  /** Live entries that were written at `moment` or later, a batch at a time, oldest first; some of them twice. */
  since(moment: Date): AsyncIterable<readonly RevocationRow[]>;
  /** Delete the entries that end nothing any more. */
  forget(): Promise<void>;
}

const BATCH = 1000;
/** Milliseconds that a query of the feed may take. */
const LIMIT = 5000;

/**
 * @param base - The way to the database outside of any transaction.
 * @param published - Called when something was written. Within a transaction it cannot be seen yet.
 */
export function createTableStore(base: Adapter, published: () => void): TableStore {
  return {
    async publish(entries, adapter) {
      for (const entry of entries) {
        await adapter.create({ model: MODEL, data: { ...toColumns(entry), createdAt: new Date() } });
      }
      published();
    },
    since: (moment) => readSince(base, moment),
    async forget() {
      const where = [{ field: "until", operator: "lt" as const, value: new Date() }];
      await inTime(base.deleteMany({ model: MODEL, where }));
    },
  };
}

/** A row as it is sent. */
export function toEntry({ sid, sub, before, until }: RevocationRow): Entry {
  if (sid) return { sid, until: seconds(until) };
  return { sub: String(sub), before: seconds(before ?? until), until: seconds(until) };
}

// By a place in the order, not by an offset: rows that go meanwhile would make it jump over others.
async function* readSince(adapter: Adapter, moment: Date): AsyncIterable<readonly RevocationRow[]> {
  let from = moment;
  let limit = BATCH;
  for (;;) {
    const query = {
      model: MODEL,
      where: [
        { field: "createdAt", operator: "gte" as const, value: from },
        { field: "until", operator: "gt" as const, value: new Date() },
      ],
      sortBy: { field: "createdAt", direction: "asc" as const },
      limit,
    };
    const rows = await inTime(adapter.findMany<RevocationRow>(query));
    yield rows;
    const last = rows.at(-1)?.createdAt;
    if (last === undefined || rows.length < limit) return;
    // More rows of one moment than fit into a batch.
    if (last.getTime() === from.getTime()) limit *= 2;
    from = last;
  }
}

function inTime<T>(answer: Promise<T>): Promise<T> {
  return within(LIMIT, "the database", answer);
}

function toColumns(entry: Entry) {
  const until = date(entry.until);
  return "sid" in entry ? { sid: entry.sid, until } : { sub: entry.sub, before: date(entry.before), until };
}

function date(moment: number): Date {
  return new Date(Math.round(moment * 1000));
}

function seconds(moment: Date): number {
  return moment.getTime() / 1000;
}
