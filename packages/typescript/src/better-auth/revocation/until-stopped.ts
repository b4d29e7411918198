/** What ends an answer that has no end of its own, when this process is told to stop. */
type Close = () => void;

const SIGNALS = ["SIGINT", "SIGTERM"] as const;
const open = new Set<Close>();

/**
 * Close it as soon as this process is told to stop. A server that waits for its answers would otherwise wait for
 * as long as somebody listens.
 *
 * @returns Forgets it again: it has closed.
 */
export function untilStopped(close: Close): () => void {
  // First in line, so that those who are asked once are still to be seen.
  if (open.size === 0) for (const signal of SIGNALS) process.prependListener(signal, stop);
  open.add(close);
  return () => forget(close);
}

function forget(close: Close): void {
  if (!open.delete(close) || open.size > 0) return;
  for (const signal of SIGNALS) process.off(signal, stop);
}

function stop(signal: NodeJS.Signals): void {
  for (const close of [...open]) {
    close();
    forget(close);
  }
  // Node ends a process that nobody else wants to end, and asks only once.
  if (process.listenerCount(signal) === 0) process.kill(process.pid, signal);
}
