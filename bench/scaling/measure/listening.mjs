/** An API that listens, and what grows meanwhile. */
import { createRevocations } from "jwt-auth-bridge";

/** People who sign out. */
export const PEOPLE = 200;
/** Entries that a start has to hear. */
export const SNAPSHOT = 100_000;
/** Milliseconds in which nothing comes. */
export const QUIET = 10_000;

/** @param {import("jwt-auth-bridge").RevocationTransport} transport */
export async function listen(transport) {
  const revocations = createRevocations({ transport });
  await revocations.start();
  return revocations;
}

/** @param {import("jwt-auth-bridge").Revocations} api @param {number} count */
export async function untilHeld(api, count) {
  while (api.size < count) await pause(20);
}

/** @param {number} milliseconds */
export const pause = (milliseconds) => new Promise((resolve) => setTimeout(resolve, milliseconds));

/** How much the sum grows meanwhile. @param {() => Promise<number[]>} look @param {() => Promise<unknown>} work */
export async function during(look, work) {
  const sum = (/** @type {number[]} */ numbers) => numbers.reduce((all, each) => all + each, 0);
  const before = sum(await look());
  await work();
  return sum(await look()) - before;
}

/** @template T @param {() => Promise<T>} work */
export async function timed(work) {
  const begun = performance.now();
  const result = await work();
  return { result, seconds: (performance.now() - begun) / 1000 };
}
