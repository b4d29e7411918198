import { type Entry, isEntry } from "../revocation/entry.js";
import { ConnectionError } from "../revocation/transport.js";
import { parseObject } from "../strict-json.js";

/** Everything that was there to be seen at a moment has been sent. */
export interface Mark {
  /** What to ask with the next time. Only the server reads it. */
  readonly cursor: string;
  /** The moment, in seconds by the server's clock: only differences of it within one answer mean anything. */
  readonly at: number;
}

/** In characters (code points): a cursor goes into an address. */
const LONGEST_CURSOR = 255;

/**
 * What a line of the feed says.
 *
 * @throws {@link ConnectionError} for any other line: nobody knows what it ends. Holds nothing of it.
 * @see conformance/PROFILE.md §8
 */
export function readMessage(line: Buffer): Entry | Mark {
  const message = parse(line);
  if (isEntry(message) || isMark(message)) return message;
  throw new ConnectionError("a line of the feed is neither an entry nor a mark");
}

function parse(line: Buffer): unknown {
  try {
    return parseObject(line);
  } catch {
    return undefined;
  }
}

function isMark(message: unknown): message is Mark {
  const { cursor, at, ...others } = (message ?? {}) as Record<string, unknown>;
  if (typeof cursor !== "string" || !Number.isFinite(at) || Object.keys(others).length > 0) return false;
  return cursor !== "" && [...cursor].length <= LONGEST_CURSOR;
}
