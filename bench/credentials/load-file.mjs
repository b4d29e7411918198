import { writeFileSync } from "node:fs";

/**
 * A file for load/cycle.lua: "<user id> <header>: <value>" a line, for only its owner to read.
 *
 * @param {string} path
 * @param {readonly { id: string, headers: Record<string, string> }[]} users
 */
export function writeLoadFile(path, users) {
  const lines = users.map(({ id, headers }) => {
    const [header] = Object.entries(headers);
    return `${id} ${header?.join(": ")}\n`;
  });
  writeFileSync(path, lines.join(""), { mode: 0o600 });
  return path;
}
