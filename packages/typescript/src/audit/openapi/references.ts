import { decodeOrSame } from "../http/decode.js";

/** Anything that was read from JSON. */
export type Json = null | boolean | number | string | readonly Json[] | JsonObject;
export interface JsonObject {
  readonly [name: string]: Json;
}

export function isObject(value: unknown): value is JsonObject {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** The member where it is an object, otherwise an empty one. */
export function objectAt(value: unknown, name: string): JsonObject {
  const member = isObject(value) ? value[name] : undefined;
  return isObject(member) ? member : {};
}

/** The member where it is an array, otherwise an empty one. */
export function arrayAt(value: unknown, name: string): readonly Json[] {
  const member = isObject(value) ? value[name] : undefined;
  return Array.isArray(member) ? member : [];
}

/**
 * What a `$ref` within the same document points to (RFC 6901 in a fragment); any other object is itself.
 *
 * @returns undefined when it points nowhere, in a circle, or out of the document.
 */
export function resolveReference(document: JsonObject, value: Json | undefined): JsonObject | undefined {
  const seen = new Set<string>();
  let current: Json | undefined = value;
  while (isObject(current) && typeof current.$ref === "string") {
    if (seen.has(current.$ref) || !/^#(\/|$)/.test(current.$ref)) return undefined;
    seen.add(current.$ref);
    current = pointedAt(document, current.$ref.slice(1));
  }
  return isObject(current) ? current : undefined;
}

function pointedAt(document: JsonObject, pointer: string): Json | undefined {
  let current: Json | undefined = document;
  for (const token of pointer.split("/").slice(1)) {
    const name = decodeOrSame(token).replaceAll("~1", "/").replaceAll("~0", "~");
    if (Array.isArray(current)) current = current[Number(name)];
    else current = isObject(current) && Object.hasOwn(current, name) ? current[name] : undefined;
  }
  return current;
}

/** The first `$ref` that leaves the document. */
export function findExternalReference(value: Json): string | undefined {
  if (Array.isArray(value)) return firstOf(value);
  if (!isObject(value)) return undefined;
  if (typeof value.$ref === "string" && !value.$ref.startsWith("#")) return value.$ref;
  return firstOf(Object.values(value));
}

function firstOf(values: readonly Json[]): string | undefined {
  for (const value of values) {
    const found = findExternalReference(value);
    if (found !== undefined) return found;
  }
  return undefined;
}
