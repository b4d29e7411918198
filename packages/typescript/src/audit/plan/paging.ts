import type { Operation, Parameter } from "../openapi/operations.js";
import { plain } from "./names.js";

const PAGE_SIZES = ["limit", "size", "pagesize", "perpage", "first", "take", "count", "top"];
const LONGEST = 100;

/** The query parameter that says how much a page holds. */
export function pageSizeOf({ parameters }: Operation): Parameter | undefined {
  return parameters.find(({ in: place, name }) => place === "query" && PAGE_SIZES.includes(plain(name)));
}

/** A query for the longest page: what was added last may stand at its end. */
export function longestPage(operation: Operation): Record<string, string> {
  const size = pageSizeOf(operation);
  if (size === undefined) return {};
  const { maximum } = size.schema;
  return { [size.name]: String(typeof maximum === "number" ? maximum : LONGEST) };
}
