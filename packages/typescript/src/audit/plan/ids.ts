import type { Answer } from "../http/client.js";
import { decodeOrSame } from "../http/decode.js";
import { isObject, type Json, type JsonObject } from "../openapi/references.js";
import { plain } from "./names.js";

const USUAL = ["id", "uuid", "guid", "key", "slug", "_id"];
const MAX_DEPTH = 3;

/**
 * The id of the object that a request has made: a member of the answer, not too deep, or the end of `Location`.
 *
 * @param parameter - How the API calls it in paths, such as `task_id`.
 */
export function idOfCreated({ json, headers }: Answer, parameter: string | undefined): string | undefined {
  return idWithin(json, parameter, 0) ?? lastSegment(headers.get("Location"));
}

/** The id of the object that holds this text, within any answer. */
export function idOfHolder(
  json: Json | undefined,
  text: string,
  parameter: string | undefined,
): string | undefined {
  return findHolders(json, text)
    .map((holder) => idHere(holder, parameter))
    .find((id) => id !== undefined);
}

/** Objects that hold a text, the innermost first. */
function findHolders(value: Json | undefined, text: string): JsonObject[] {
  if (Array.isArray(value)) return value.flatMap((item: Json) => findHolders(item, text));
  if (!isObject(value)) return [];
  const inner = Object.values(value).flatMap((member) => findHolders(member, text));
  const isHolder = Object.values(value).some((member) => typeof member === "string" && member.includes(text));
  return isHolder ? [...inner, value] : inner;
}

function idWithin(value: Json | undefined, parameter: string | undefined, depth: number): string | undefined {
  if (!isObject(value) || depth > MAX_DEPTH) return undefined;
  const here = idHere(value, parameter);
  if (here !== undefined) return here;
  for (const member of Object.values(value)) {
    const found = idWithin(member, parameter, depth + 1);
    if (found !== undefined) return found;
  }
  return undefined;
}

function idHere(value: JsonObject, parameter: string | undefined): string | undefined {
  const names = parameter === undefined ? USUAL : [parameter, ...USUAL];
  for (const name of names) {
    const [, id] = Object.entries(value).find(([member]) => plain(member) === plain(name)) ?? [];
    if (typeof id === "string" && id !== "") return id;
    if (typeof id === "number") return String(id);
  }
  return undefined;
}

function lastSegment(location: string | null): string | undefined {
  if (location === null || !URL.canParse(location, "http://localhost")) return undefined;
  const segment = new URL(location, "http://localhost").pathname.replace(/\/+$/, "").split("/").at(-1);
  return segment === undefined || segment === "" ? undefined : decodeOrSame(segment);
}

/** Every text under a name that ends with "id": what belongs to whoever made the object. */
export function idsWithin(value: Json | undefined, name = ""): string[] {
  if (Array.isArray(value)) return value.flatMap((item: Json) => idsWithin(item, name));
  if (isObject(value)) return Object.entries(value).flatMap(([member, inner]) => idsWithin(inner, member));
  const isId = /(?:^|[_-])(?:uu|gu|u)?id$|[a-z0-9]I[dD]$|^(?:I[dD]|slug|key)$/.test(name);
  return isId && typeof value === "string" ? [value] : [];
}

/**
 * An id of the same form that names nothing, within what the schema allows: one that is out of range is refused for that.
 *
 * @param schema - Of the parameter that takes it.
 * @param random - 0 to 1.
 */
export function unknownLike(id: string, schema: JsonObject = {}, random: () => number = Math.random): string {
  const { type, pattern, maxLength } = schema;
  const isFixedText = type === "string" && (typeof pattern === "string" || Number(maxLength ?? 9) < 9);
  if (/^\d{1,15}$/.test(id) && !isFixedText) return unknownNumber(id, schema, random);
  const digit = (digits: string) => digits.charAt(Math.floor(random() * digits.length));
  // The version and the variant of a UUID stay: others are refused as no UUID.
  const isUuid = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(id);
  const isHex = /^[0-9a-f-]+$/i.test(id);
  return [...id]
    .map((character, at) => {
      if (isUuid && (at === 14 || at === 19)) return character;
      if (/\d/.test(character)) return digit("0123456789");
      if (/[a-z]/.test(character)) return digit(isHex ? "abcdef" : "abcdefghijklmnopqrstuvwxyz");
      return /[A-Z]/.test(character) ? digit(isHex ? "ABCDEF" : "ABCDEFGHJKMNPQRSTVWXYZ") : character;
    })
    .join("");
}

/** From the upper half of the range: what is numbered in turn is below. */
function unknownNumber(id: string, schema: JsonObject, random: () => number): string {
  const { minimum, maximum, exclusiveMaximum } = schema;
  const most = [
    maximum,
    typeof exclusiveMaximum === "number" ? exclusiveMaximum - 1 : undefined,
    999_999_999,
  ];
  const highest = Math.floor(Number(most.find((one) => typeof one === "number")));
  const lowest = Math.max(Number(minimum ?? 1), Math.ceil(highest * (highest === 999_999_999 ? 0.9 : 0.5)));
  const found = lowest + Math.floor(random() * (highest - lowest + 1));
  return String(found === Number(id) && found > lowest ? found - 1 : found);
}
