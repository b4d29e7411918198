import type { Answer } from "../http/client.js";
import type { Operation } from "../openapi/operations.js";
import { isObject, type Json } from "../openapi/references.js";
import { plain } from "../plan/names.js";

const NAMES = [
  "cursor",
  "after",
  "pagetoken",
  "continuation",
  "continuationtoken",
  "nexttoken",
  "startafter",
  "next",
];

export function arrayOrEmpty(value: Json | undefined): readonly Json[] {
  return Array.isArray(value) ? value : [];
}

/**
 * The next page of an answer, as query parameters: from a member such as `next_cursor` or `nextPageToken`, from a URL
 * in a member such as `next`, from a `Link` header.
 */
export function cursorsOf({ json, headers }: Answer, operation: Operation): Record<string, string>[] {
  const names = operation.parameters.filter((one) => one.in === "query").map((one) => one.name);
  const parameter = names.find((name) => NAMES.includes(plain(name)));
  const found = cursorMembers(json).flatMap((text): Record<string, string>[] => {
    const query = queryOf(text);
    if (query !== undefined) return [query];
    return parameter === undefined ? [] : [{ [parameter]: text }];
  });
  const [, link] = /<([^>]+)>;\s*rel="?next"?/i.exec(headers.get("Link") ?? "") ?? [];
  const linked = link === undefined ? undefined : queryOf(link);
  return linked === undefined ? found : [...found, linked];
}

/** Texts below members whose name says cursor or next. */
function cursorMembers(value: Json | undefined): string[] {
  if (Array.isArray(value) || !isObject(value)) return [];
  return Object.entries(value).flatMap(([name, member]) => {
    const isCursor =
      typeof member === "string" && member !== "" && /cursor|next|token|after|continuation/i.test(name);
    return isCursor ? [member] : cursorMembers(member);
  });
}

function queryOf(text: string): Record<string, string> | undefined {
  if (!/^(?:https?:\/)?\//.test(text) && !text.startsWith("?")) return undefined;
  if (!URL.canParse(text, "http://localhost/")) return undefined;
  return Object.fromEntries(new URL(text, "http://localhost/").searchParams);
}
