import { ConnectionError } from "../revocation/transport.js";

/** In bytes, of one line: an entry with the longest id that there can be takes less. */
const LONGEST = 8192;
const LINE_FEED = 0x0a;

/** Cuts bytes into lines, wherever they come apart. */
export interface Lines {
  /**
   * The lines that are complete with this chunk.
   *
   * @throws {@link ConnectionError} for a line that is too long, complete or not.
   */
  push(chunk: Uint8Array): Buffer[];
}

export function createLines(): Lines {
  let rest: Buffer = Buffer.alloc(0);
  return {
    push(chunk) {
      const data = rest.length > 0 ? Buffer.concat([rest, chunk]) : Buffer.from(chunk);
      const lines: Buffer[] = [];
      let from = 0;
      for (let end = data.indexOf(LINE_FEED); end !== -1; end = data.indexOf(LINE_FEED, from)) {
        lines.push(data.subarray(from, end));
        from = end + 1;
      }
      rest = data.subarray(from);
      for (const line of [...lines, rest]) {
        if (line.length > LONGEST) throw new ConnectionError(`a line has more than ${LONGEST} bytes`);
      }
      return lines;
    },
  };
}
