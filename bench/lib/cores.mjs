/** Which core does what. With two cores or more, a server or a loop never shares its core with the load. */
import { execFileSync } from "node:child_process";

/**
 * @param {string} list - as the kernel writes it: "0-2,5"
 * @returns {number[]}
 */
export function parseCores(list) {
  return list.split(",").flatMap((part) => {
    const [first = Number.NaN, last = first] = part.split("-").map(Number);
    return Array.from({ length: last - first + 1 }, (_, index) => first + index);
  });
}

/**
 * Put a command on a core.
 *
 * @typedef {(command: readonly string[]) => string[]} Pin
 */

/**
 * This process itself goes to the load's core, and with it whatever it starts without a pin: databases and auth servers.
 *
 * @returns {{ pinned: boolean, loadCore: number | undefined, subject: Pin, load: Pin, both: Pin }} `subject` is what is
 *   measured; `both` is for what takes more than one core
 */
export function pins() {
  const cores = allowedCores();
  const [load, subject] = cores.slice(-2);
  if (load === undefined || subject === undefined) {
    const free = (/** @type {readonly string[]} */ command) => [...command];
    return { pinned: false, loadCore: undefined, subject: free, load: free, both: free };
  }
  const on =
    (/** @type {number[]} */ ...list) =>
    (/** @type {readonly string[]} */ command) => ["taskset", "-c", list.join(","), ...command];
  execFileSync("taskset", ["-acp", String(load), String(process.pid)], { stdio: "ignore" });
  return { pinned: true, loadCore: load, subject: on(subject), load: on(load), both: on(load, subject) };
}

/** Empty where there is no `taskset`. @returns {number[]} */
function allowedCores() {
  try {
    const said = execFileSync("taskset", ["-cp", String(process.pid)], { encoding: "utf8" });
    return parseCores(said.slice(said.lastIndexOf(":") + 1).trim());
  } catch {
    return [];
  }
}
