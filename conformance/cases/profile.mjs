// The rules of PROFILE.md, which every case names, and where each rule comes from.
import { readFileSync } from "node:fs";

const ROW = /^\| ([A-Z]\d+) \| .* \| ([^|]+) \|$/gm;

/**
 * The rules of a profile.
 *
 * @param {string} text - of PROFILE.md
 * @returns {Map<string, string>} source by rule
 */
export const rulesOf = (text) =>
  new Map([...text.matchAll(ROW)].map(([, rule = "", source = ""]) => [rule, source]));

/** The rules of this profile. */
export const RULES = rulesOf(readFileSync(new URL("../PROFILE.md", import.meta.url), "utf8"));
