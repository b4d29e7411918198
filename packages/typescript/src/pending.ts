/**
 * Whether there is something to wait for.
 *
 * By its shape: where an app has put another `Promise` in the place of Node's, as zone.js does, what an async function gives is no
 * instance of it.
 */
export function isPending<T extends object>(value: T | Promise<T>): value is Promise<T> {
  return "then" in value && typeof value.then === "function";
}
