import { checkAudience } from "../audience.js";
import { ConfigurationError } from "../errors.js";
import type { KeySource } from "../keys.js";
import { deriveFeedKey, type FeedKey, signFeedToken } from "../revocation/feed-key.js";
import { ConnectionError, type RevocationSink, type RevocationTransport } from "../revocation/transport.js";
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
  /** Seconds without a line after which the connection is given up; 10 unless set. A cursor comes every 5 at least. */
  readonly timeout?: number;
  /** The clock, in seconds since the epoch. */
  readonly now?: () => number;
}

/** Bytes without a cursor: far more than all revocations of the lifetime of a token. */
const MOST_AT_ONCE = 64 * 1024 * 1024;

/**
 * Listens to `GET /api/auth/revocations`. What was missed while the connection was down is asked for by cursor.
 *
 * @throws {@link ConfigurationError} for an address that is neither https nor on this machine, and without a key of a shared
 *   secret.
 * @see conformance/PROFILE.md §8
 */
export function revocationFeed(options: RevocationFeedOptions): RevocationTransport {
  const { issuer, timeout = 10, now = () => Date.now() / 1000 } = options;
  const audience = checkAudience(options.audience);
  const address = checkAddress(options.url ?? `${issuer}/api/auth/revocations`);
  const sources = [options.keys].flat();
  feedKeys(sources, audience);
  let cursor: string | undefined;

  function* tokens(): Generator<string> {
    for (const key of feedKeys(sources, audience)) yield signFeedToken(key, { issuer, audience }, now());
  }

  async function receive(sink: RevocationSink, signal: AbortSignal, alive: () => void): Promise<void> {
    const query = cursor === undefined ? "" : `?cursor=${encodeURIComponent(cursor)}`;
    const lines = createLines();
    let size = 0;
    for await (const chunk of await connect(address + query, tokens(), signal)) {
      size += chunk.length;
      for (const line of lines.push(chunk)) {
        alive();
        const message = readMessage(line);
        if ("cursor" in message) {
          cursor = message.cursor;
          size = 0;
          sink.heard();
        } else {
          sink.add(message);
        }
      }
      if (size > MOST_AT_ONCE) throw new ConnectionError("the feed sends too much without a cursor");
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
        throw connection.signal.reason === silent ? silent : error;
      } finally {
        clearTimeout(watch);
        signal.removeEventListener("abort", close);
      }
    },
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
