/** Wait until something is so; fails after some seconds. */
export async function until(isSo: () => boolean, what: string): Promise<void> {
  const deadline = performance.now() + 10_000;
  while (!isSo()) {
    if (performance.now() > deadline) throw new Error(`not within 10 seconds: ${what}`);
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
}
