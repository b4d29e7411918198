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

/** @returns {{ pinned: boolean, subject: Pin, load: Pin }} `subject` is what is measured */
export function pins() {
  const cores = allowedCores();
  const [load, subject] = cores.slice(-2);
  if (load === undefined || subject === undefined) {
    return { pinned: false, subject: (command) => [...command], load: (command) => [...command] };
  }
  const on = (/** @type {number} */ core) => (/** @type {readonly string[]} */ command) => [
    "taskset",
    "-c",
    String(core),
    ...command,
  ];
  return { pinned: true, subject: on(subject), load: on(load) };
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
