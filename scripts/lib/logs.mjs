/** Log files, readable by their owner alone. */
import { closeSync, fchmodSync, mkdirSync, openSync, readFileSync, writeSync } from "node:fs";
import { dirname } from "node:path";

/** Empty or make a log. @param {string} path */
export function openLog(path) {
  mkdirSync(dirname(path), { recursive: true, mode: 0o700 });
  const fd = openSync(path, "w", 0o600);
  fchmodSync(fd, 0o600); // the mode above counts only for a new file
  return {
    fd,
    write: (/** @type {string} */ text) => writeSync(fd, text),
    close: () => closeSync(fd),
  };
}

/** The last lines that are not blank. @param {string} path @param {number} count */
export function tail(path, count = 15) {
  const lines = readFileSync(path, "utf8").split("\n");
  return lines
    .filter((line) => line.trim() !== "")
    .slice(-count)
    .join("\n");
}
