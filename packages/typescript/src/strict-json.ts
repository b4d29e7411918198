import { isUtf8 } from "node:buffer";
import { isWellFormed } from "./profile.js";

/** Why a text was refused. `number`: one that no double can hold. */
export type JsonFault = "syntax" | "depth" | "duplicate" | "surrogate" | "number";

/** The input is not JSON, or JSON that parsers disagree on. Holds nothing of the input. */
export class StrictJsonError extends Error {
  constructor(readonly fault: JsonFault) {
    super(fault);
  }
}

/** Profile rule P3. */
const MAX_DEPTH = 16;

/**
 * Parse UTF-8 JSON whose top is an object.
 *
 * Refused beyond RFC 8259's grammar: a repeated member name, nesting deeper than 16, a lone surrogate, a byte
 * order mark, invalid UTF-8, a number that is not finite as a double. Of several faults, the one that the profile
 * puts first is named, wherever it stands.
 *
 * @throws {@link StrictJsonError} and nothing else, whatever the input.
 */
export function parseObject(data: Buffer): Record<string, unknown> {
  if (!isUtf8(data)) throw new StrictJsonError("syntax");
  const text = data.toString("utf8");
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    throw new StrictJsonError("syntax");
  }
  if (typeof value !== "object" || value === null || Array.isArray(value))
    throw new StrictJsonError("syntax");
  if (isPlain(text, value)) return value as Record<string, unknown>;
  const { depth, members } = outline(text);
  if (depth > MAX_DEPTH) throw new StrictJsonError("depth");
  const found: Contents = { members: 0, hasSurrogate: false, hasInfinity: false };
  // Only an escape can hide a surrogate in a text that was valid UTF-8.
  survey(value, text.includes("\\"), found);
  // JSON.parse keeps the last of two members with one name: fewer are kept than were written. This fault comes first:
  // what the lost member held, nobody knows.
  if (found.members !== members) throw new StrictJsonError("duplicate");
  if (found.hasSurrogate) throw new StrictJsonError("surrogate");
  if (found.hasInfinity) throw new StrictJsonError("number");
  return value as Record<string, unknown>;
}

/**
 * Whether nothing can be wrong with an object, by a look that is enough for most. A comma separates members, or stands in a text:
 * where there are no more of them than the members that were kept need, none was lost; and none of those is an object or a list.
 */
function isPlain(text: string, value: object): boolean {
  if (text.includes("\\")) return false;
  const members = Object.values(value);
  for (const each of members) {
    if (typeof each === "string" || typeof each === "boolean" || each === null) continue;
    if (typeof each !== "number" || !Number.isFinite(each)) return false;
  }
  let separators = 0;
  for (let at = text.indexOf(","); at !== -1; at = text.indexOf(",", at + 1)) separators += 1;
  return separators === members.length - 1;
}

/** What only the parsed value shows. */
interface Contents {
  /** Of all objects in it. */
  members: number;
  hasSurrogate: boolean;
  hasInfinity: boolean;
}

/** How deep a valid JSON text nests, and how many members its objects have: one for each colon outside a string. */
function outline(text: string): { depth: number; members: number } {
  let depth = 0;
  let deepest = 0;
  let members = 0;
  for (let i = 0; i < text.length; i += 1) {
    switch (text.charCodeAt(i)) {
      case 0x22: // "
        i = endOfString(text, i);
        break;
      case 0x3a: // :
        members += 1;
        break;
      case 0x7b: // {
      case 0x5b: // [
        depth += 1;
        if (depth > deepest) deepest = depth;
        break;
      case 0x7d: // }
      case 0x5d: // ]
        depth -= 1;
        break;
      default:
    }
  }
  return { depth: deepest, members };
}

/** Index of the quote that ends the string which begins at `start`. */
function endOfString(text: string, start: number): number {
  let end = text.indexOf('"', start + 1);
  while (isEscaped(text, end)) end = text.indexOf('"', end + 1);
  return end;
}

function isEscaped(text: string, index: number): boolean {
  let backslashes = 0;
  while (text.charCodeAt(index - 1 - backslashes) === 0x5c) backslashes += 1;
  return backslashes % 2 === 1;
}

/** Look through `value` and everything in it. */
function survey(value: unknown, escapes: boolean, found: Contents): void {
  if (typeof value === "string") {
    if (escapes && !isWellFormed(value)) found.hasSurrogate = true;
  } else if (typeof value === "number") {
    if (!Number.isFinite(value)) found.hasInfinity = true;
  } else if (Array.isArray(value)) {
    for (const item of value) survey(item, escapes, found);
  } else if (typeof value === "object" && value !== null) {
    for (const name of Object.keys(value)) {
      found.members += 1;
      survey(name, escapes, found);
      survey((value as Record<string, unknown>)[name], escapes, found);
    }
  }
}
