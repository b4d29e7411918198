/** How far a tool is, read off the end of its log: neither tells it in another way. */
import { closeSync, fstatSync, openSync, readSync } from "node:fs";

const EVERY = 10_000;
const ENOUGH = 2_000;

/**
 * Say now and then how far it is.
 *
 * @param {string} log
 * @param {RegExp} pattern - gives `done` and `all`
 * @param {(line: string) => void} say
 * @returns {() => void} stops it
 */
export function watch(log, pattern, say) {
  let said = "";
  const timer = setInterval(() => {
    const { done, all } = [...endOf(log).matchAll(pattern)].at(-1)?.groups ?? {};
    const line = `  ${done} of ${all}`;
    if (done === undefined || line === said) return;
    say(line);
    said = line;
  }, EVERY);
  return () => clearInterval(timer);
}

/** @param {string} path */
function endOf(path) {
  const file = openSync(path, "r");
  try {
    const { size } = fstatSync(file);
    const buffer = Buffer.alloc(Math.min(size, ENOUGH));
    readSync(file, buffer, 0, buffer.length, size - buffer.length);
    return buffer.toString("utf8");
  } finally {
    closeSync(file);
  }
}
