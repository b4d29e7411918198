import { checkAudience } from "../audience.js";
import { ConfigurationError } from "../errors.js";
import type { KeySource } from "../keys.js";
import { deriveFeedKey, type FeedKey, signFeedToken } from "../revocation/feed-key.js";
import {
  ConnectionError,
  notHeardFrom,
  type RevocationSink,
  type RevocationTransport,
} from "../revocation/transport.js";
import { checkAddress } from "./address.js";
import { connect } from "./connection.js";
import { createLines } from "./lines.js";
import { readMessage } from "./message.js";

/** Settings of {@link revocationFeed}, as `readEnvironment()` gives them. */
export interface RevocationFeedOptions {
  /** The origin of the auth server. */
  readonly issuer: string;
  /** The name of this API. */
  readonly audience: string;
  /** Those of the verifier. Each key of a shared secret is tried in turn: while secrets rotate, the first may be too new. */
  readonly keys: KeySource | readonly KeySource[];
  /** Where the feed is; `{issuer}/api/auth/revocations` unless set. */
  readonly url?: string;
  /** Seconds without a line, or of delay, after which the connection is given up; 10 unless set. A mark comes every 5 at least. */
  readonly timeout?: number;
  /** The clock, in seconds since the epoch. */
  readonly now?: () => number;
  /** A clock that never goes back, in seconds. */
  readonly clock?: () => number;
}

/** Bytes without a mark: far more than all revocations of the lifetime of a token. */
const MOST_AT_ONCE = 64 * 1024 * 1024;

/**
 * Listens to `GET /api/auth/revocations`. What was missed while the connection was down is asked for by cursor.
 *
 * @throws {@link ConfigurationError} for an address that is neither https nor on this machine, and without a key of a shared
 *   secret.
 * @see conformance/PROFILE.md §8
 */
export function revocationFeed(options: RevocationFeedOptions): RevocationTransport {
  const { issuer, timeout = 10 } = options;
  const { now = () => Date.now() / 1000, clock = () => performance.now() / 1000 } = options;
  const audience = checkAudience(options.audience);
  const address = checkAddress(options.url ?? `${issuer}/api/auth/revocations`);
  const sources = [options.keys].flat();
  feedKeys(sources, audience);
  // Each sink has its own: another one knows nothing yet of what was sent up to there.
  const cursors = new WeakMap<RevocationSink, string>();

  function* tokens(): Generator<string> {
    for (const key of feedKeys(sources, audience)) yield signFeedToken(key, { issuer, audience }, now());
  }

  async function receive(sink: RevocationSink, signal: AbortSignal, alive: () => void): Promise<void> {
    const cursor = cursors.get(sink);
    const query = cursor === undefined ? "" : `?cursor=${encodeURIComponent(cursor)}`;
    const lines = createLines();
    const age = ageOfMarks(clock, timeout);
    let size = 0;
    for await (const chunk of await connect(address + query, tokens(), signal)) {
      size += chunk.length;
      for (const line of lines.push(chunk)) {
        alive();
        const message = readMessage(line);
        if ("cursor" in message) {
          cursors.set(sink, message.cursor);
          size = 0;
          sink.heard(age(message.at));
        } else {
          sink.add(message);
        }
      }
      if (size > MOST_AT_ONCE) throw new ConnectionError("the feed sends too much without a mark");
    }
  }

  return {
    async run(sink, signal) {
      const connection = new AbortController();
      const close = () => connection.abort();
      signal.addEventListener("abort", close);
      const silent = new ConnectionError(`nothing came from the feed for ${timeout} seconds`);
      const watch = setTimeout(() => connection.abort(silent), timeout * 1000).unref();
      try {
        await receive(sink, connection.signal, () => watch.refresh());
      } catch (error) {
        throw notHeardFrom(address, connection.signal.reason === silent ? silent : error);
      } finally {
        clearTimeout(watch);
        signal.removeEventListener("abort", close);
      }
    },
  };
}

/**
 * How old each mark of one answer is, in seconds, which is asked for now: it is true of now, and of as much later as its moment is
 * behind the first one's. No clock is held against another's.
 *
 * @throws {@link ConnectionError} for one after the first that is older than `limit`: asking again is quicker.
 */
function ageOfMarks(clock: () => number, limit: number): (at: number) => number {
  const asked = clock();
  let first: number | undefined;
  return (at) => {
    const isFirst = first === undefined;
    first ??= at;
    const age = clock() - asked - (at - first);
    // This machine was suspended: real delays would look like none from then on.
    if (age < 0) first -= age;
    if (!isFirst && age > limit) throw new ConnectionError("the feed lags behind");
    return Math.max(age, 0);
  };
}

function feedKeys(sources: readonly KeySource[], audience: string): FeedKey[] {
  const keys = sources.flatMap((source) => source.keysFor(audience));
  const shared = keys.filter(({ algorithm }) => algorithm === "HS256");
  if (shared.length === 0) {
    const message =
      "The revocation feed needs a key of the shared secret. Give sharedSecret() or derivedKey() too, or use Redis";
    throw new ConfigurationError("setting_missing", message);
  }
  return shared.map(deriveFeedKey);
}
