import type { Progress } from "../audit/index.js";

const INTERVAL = 5000; // milliseconds between two lines of a log

/** Progress of a long command: one line that changes on a terminal, now and then a line in a log. */
export function showProgress(
  stream: { write(text: string): unknown; readonly isTTY?: boolean },
  now: () => number = Date.now,
): { tell(progress: Progress): void; end(): void } {
  const isTerminal = stream.isTTY === true;
  let last = now();
  return {
    tell({ done, total, requests, current }) {
      const line = `${done}/${total} operations, ${requests} requests: ${current}`;
      if (isTerminal) stream.write(`\r\u001b[2K${line}`);
      else if (now() - last >= INTERVAL) {
        last = now();
        stream.write(`${line}\n`);
      }
    },
    end() {
      if (isTerminal) stream.write("\r\u001b[2K");
    },
  };
}
