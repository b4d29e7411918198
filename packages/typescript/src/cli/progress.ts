import type { Progress } from "../audit/index.js";

/** Progress of a long command: one line that changes, on a terminal alone. */
export function showProgress(stream: {
  write(text: string): unknown;
  readonly isTTY?: boolean;
  readonly columns?: number;
}): { tell(progress: Progress): void; end(): void } {
  if (stream.isTTY !== true) return { tell() {}, end() {} };
  return {
    tell({ done, total, requests, current }) {
      const line = `${done}/${total} operations, ${requests} requests: ${current}`;
      // A line that wraps could not be taken away again.
      stream.write(`\r\u001b[2K${line.slice(0, (stream.columns ?? 80) - 1)}`);
    },
    end() {
      stream.write("\r\u001b[2K");
    },
  };
}
