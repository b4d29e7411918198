/** Remembering what was made of which inputs, so that it is made again only when they change. */
import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";

/** Made by the builds themselves, or of no weight for them. */
const NOT_INPUTS = new Set(["node_modules", "dist", ".next", "test-results", "next-env.d.ts", "__pycache__"]);

/** @param {string} path @returns {string[]} the file, or the files below the folder, in a fixed order */
function filesBelow(path) {
  if (!existsSync(path)) return [];
  if (!statSync(path).isDirectory()) return [path];
  const names = readdirSync(path).filter((name) => !NOT_INPUTS.has(name) && !name.endsWith(".tsbuildinfo"));
  return names.sort().flatMap((name) => filesBelow(join(path, name)));
}

/**
 * @param {readonly string[]} paths - files and folders; what does not exist counts as empty
 * @param {readonly string[]} words - whatever else the result depends on
 */
export function digest(paths, words = []) {
  const hash = createHash("sha256").update(JSON.stringify(words));
  for (const path of paths.flatMap(filesBelow)) {
    const content = readFileSync(path);
    hash.update(`\n${path}\n${content.length}\n`).update(content);
  }
  return hash.digest("hex");
}

/** @param {string} stamp - path @param {string} value */
export const isStamped = (stamp, value) => existsSync(stamp) && readFileSync(stamp, "utf8") === value;

/** @param {string} stamp - path @param {string} value */
export function writeStamp(stamp, value) {
  mkdirSync(dirname(stamp), { recursive: true });
  writeFileSync(stamp, value);
}
