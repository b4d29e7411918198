/** Called by Next once, before it handles the first request. A wrong setting ends the process with one line. */
export async function register(): Promise<void> {
  if (process.env.NEXT_RUNTIME === "nodejs") (await import("./lib/start")).start();
}
