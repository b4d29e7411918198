import type { Answer } from "../http/client.js";
import { isObject, type Json } from "../openapi/references.js";

/** An answer as places and values: `status`, `body.items.0.title`, … */
export type Features = ReadonlyMap<string, string>;

/** Headers that tell of the resource; others, such as `Date`, tell of the moment. */
const HEADERS = [
  "allow",
  "content-range",
  "content-type",
  "etag",
  "last-modified",
  "location",
  "x-total-count",
];

/** Characters: a longer text is prose, not a count. */
const MAX_TEXT = 100;

/**
 * What can be compared of an answer.
 *
 * @param names - Texts of the request that differ between the two that are compared, such as an id.
 */
export function featuresOf(answer: Answer, names: readonly string[] = []): Features {
  const features = new Map([["status", String(answer.status)]]);
  const clean = (text: string) => names.reduce(withoutName, text);
  for (const header of HEADERS) {
    const value = answer.headers.get(header);
    if (value !== null) features.set(`header ${header}`, clean(value));
  }
  if (answer.isCut) return features; // where the body was cut is chance
  if (answer.json === undefined) features.set("body", clean(answer.text));
  else spread(answer.json, "body", (place, value) => features.set(place, clean(value)));
  return features;
}

/** A name as a whole: the 4 of `/tasks/4`, and not that of 404. */
function withoutName(text: string, name: string): string {
  if (name === "" || !text.includes(name)) return text;
  const literal = name.replace(/[^A-Za-z0-9]/g, "\\$&");
  return text.replace(new RegExp(`(?<![A-Za-z0-9])${literal}(?![A-Za-z0-9])`, "g"), "…");
}

function spread(value: Json, place: string, put: (place: string, value: string) => void): void {
  if (Array.isArray(value)) {
    put(`${place} length`, String(value.length));
    for (const [at, item] of value.entries()) spread(item, `${place}.${at}`, put);
  } else if (isObject(value)) {
    for (const [name, inner] of Object.entries(value)) spread(inner, `${place}.${name}`, put);
  } else {
    put(place, JSON.stringify(value));
  }
}

/** The place of an item wherever in its list it stands. */
export const withoutIndex = (place: string): string => place.replace(/\.\d+(?=\.|$)/g, ".*");

/** Places where two answers differ. */
export function differences(one: Features, other: Features): string[] {
  const places = new Set([...one.keys(), ...other.keys()]);
  return [...places].filter((place) => one.get(place) !== other.get(place));
}

/** Whether the numbers in two texts alone differ: 12:59 and 13:00, 59 and 58. A clock does that, and a counter. */
export function drifts(one: string | undefined, other: string | undefined): boolean {
  if (one === undefined || other === undefined || one.length > MAX_TEXT || !/\d/.test(one)) return false;
  const shape = (text: string) => text.replace(/\d+/g, "0");
  return shape(one) === shape(other);
}

/**
 * Where an answer differs from two others that should differ from it in nothing. Where those two differ from each other,
 * as in a moment or a request's id, a difference means nothing.
 */
export function telling(answer: Features, others: readonly [Features, Features]): string[] {
  const noise = new Set(differences(...others));
  return differences(answer, others[0]).filter((place) => !noise.has(place));
}

/** Places whose number went up by `first` and then by twice as much: they count what was made. */
export function countersAmong([before, between, after]: readonly [Features, Features, Features]): string[] {
  return [...before.keys()].filter((place) => {
    const [a, b, c] = [before, between, after].map((features) => numberIn(features.get(place)));
    if (a === undefined || b === undefined || c === undefined) return false;
    return b > a && c - b === 2 * (b - a);
  });
}

/** A JSON number, the number in a short text, or the last of a header: 12 of `items 0-9/12`. Moments are no counts. */
function numberIn(text: string | undefined): number | undefined {
  if (text === undefined || text.length > MAX_TEXT || /\d{4}-\d\d-\d\d|\d:\d\d/.test(text)) return undefined;
  const [digits] = /\d{1,9}(?=\D*$)/.exec(text) ?? [];
  return digits === undefined ? undefined : Number(digits);
}
