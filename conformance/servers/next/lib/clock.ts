// Global: each route has a bundle of its own, and all of them one clock.
const shared = globalThis as { contractClock?: number | null };

/** Seconds since the epoch, or null for the time of day. */
export function setClock(now: number | null): void {
  shared.contractClock = now;
}

export function now(): number {
  return shared.contractClock ?? Date.now() / 1000;
}
