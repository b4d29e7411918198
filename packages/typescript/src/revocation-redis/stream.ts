import { checkAudience } from "../audience.js";
import { type Entry, isEntry } from "../revocation/entry.js";
import { checkRedisUrl } from "../revocation/redis-url.js";
import {
  ConnectionError,
  notHeardFrom,
  type RevocationSink,
  type RevocationTransport,
} from "../revocation/transport.js";
import { parseObject } from "../strict-json.js";
import { type Connection, connect, type Element } from "./connection.js";

/** Settings of {@link redisRevocations}. */
export interface RedisRevocationsOptions {
  /** `REDIS_URL`: `redis://[user:password@]host:port[/database]`, or `rediss://` for TLS. */
  readonly url: string;
  /** The name of this API. */
  readonly audience: string;
  /** Seconds that Redis may take to answer; 5 unless set. */
  readonly timeout?: number;
}

/** Elements in one answer. */
const BATCH = 1000;
/** Milliseconds that Redis keeps an answer back while nothing comes. Then it has been heard, too. */
const WAIT = 1000;
/** Before the first. */
const BEGINNING: Element = { id: "0-0", message: {} };

/**
 * Listens to the stream that `jwtBridge({ revocation })` writes with the same `REDIS_URL`. Each connection begins with all that
 * the stream holds.
 *
 * @throws {@link ConfigurationError} for an address that is not one of Redis.
 * @see conformance/PROFILE.md §8
 */
export function redisRevocations({ timeout = 5, ...options }: RedisRevocationsOptions): RevocationTransport {
  const url = checkRedisUrl(options.url);
  const where = placeOf(url);
  const key = `jwt-auth-bridge:revocations:${checkAudience(options.audience)}`;
  return {
    async run(sink, signal) {
      if (signal.aborted) return;
      try {
        await listen(await connect(url, timeout), key, sink, signal);
      } catch (error) {
        throw notHeardFrom(where, error);
      }
    },
  };
}

async function listen(
  redis: Connection,
  key: string,
  sink: RevocationSink,
  signal: AbortSignal,
): Promise<void> {
  signal.addEventListener("abort", redis.close);
  try {
    while (!signal.aborted) await follow(redis, key, sink);
  } finally {
    signal.removeEventListener("abort", redis.close);
    redis.close();
  }
}

/** From the beginning on, until the stream is another one. */
async function follow(redis: Connection, key: string, sink: RevocationSink): Promise<void> {
  let last = BEGINNING;
  let isFirst = true;
  for (;;) {
    // What it answers is true of this moment, however long it takes.
    const asked = performance.now();
    const elements = isFirst
      ? await redis.range(key, last.id, BATCH)
      : await redis.read(key, last.id, BATCH, WAIT);
    for (const element of elements) sink.add(readEntry(element));
    if (!(await isStillThere(redis, key, last))) return;
    last = elements.at(-1) ?? last;
    if (elements.length === BATCH) continue;
    await checkIssuer(redis, key);
    sink.heard((performance.now() - asked) / 1000);
    isFirst = false;
  }
}

/**
 * Whether the stream is the one that this was read from. Deleted and begun anew within a millisecond, or by a Redis whose clock is
 * behind, it gives ids that are not after the last one, and what comes behind that says nothing of them.
 */
async function isStillThere(redis: Connection, key: string, last: Element): Promise<boolean> {
  if (last === BEGINNING) return true;
  return (await redis.at(key, last.id))?.message.entry === last.message.entry;
}

/**
 * An empty stream is also what any other Redis holds. The mark of the issuer tells that it writes to this one.
 *
 * @throws {@link ConnectionError} without it.
 */
async function checkIssuer(redis: Connection, key: string): Promise<void> {
  if (await redis.has(`${key}:issuer`)) return;
  throw new ConnectionError("no issuer writes to this Redis: set the same REDIS_URL on both sides");
}

/** @throws {@link ConnectionError} for an element that is not one entry alone: nobody knows what it ends. Holds nothing of it. */
function readEntry({ message }: Element): Entry {
  const { entry: text, ...others } = message;
  try {
    const entry = parseObject(Buffer.from(text ?? ""));
    if (isEntry(entry) && Object.keys(others).length === 0) return entry;
  } catch {
    // Said below.
  }
  throw new ConnectionError("an element of the stream in Redis is not an entry");
}

/** For the log: the address without the user and the password. */
function placeOf(url: string): string {
  const { hostname, port } = new URL(url);
  return `Redis at ${hostname.replace(/^\[|\]$/g, "")}:${port || 6379}`;
}
