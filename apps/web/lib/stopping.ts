import "server-only";

let signal: AbortSignal | undefined;

/** Given when this process is told to stop. Next then takes no more requests, and waits for the answers under way. */
export function stopping(): AbortSignal {
  if (signal) return signal;
  const controller = new AbortController();
  for (const name of ["SIGINT", "SIGTERM"] as const) process.once(name, () => controller.abort());
  signal = controller.signal;
  return signal;
}
