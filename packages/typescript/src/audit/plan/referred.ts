import type { Operation } from "../openapi/operations.js";
import type { JsonObject } from "../openapi/references.js";
import { isPersonName, lastSegment, pathWords, plain, shape, singular, stemOf } from "./names.js";

/** Words for an object of the kind that the operation itself is about. */
const ITSELF = [
  "",
  "parent",
  "root",
  "ancestor",
  "child",
  "source",
  "src",
  "target",
  "dest",
  "destination",
  "from",
  "to",
];

/**
 * The operation that makes what a member of a body or a query refers to: `project_id`, `projectIds` and a `project` that
 * is a UUID refer to the POST on `/projects`; `ids` and `parent_id` to that on the collection which the operation is about.
 */
export function findReferred(
  name: string,
  schema: JsonObject,
  operation: Operation,
  operations: readonly Operation[],
): Operation | undefined {
  if (isPersonName(name)) return undefined;
  const stem = stemOf(name) ?? (schema.format === "uuid" ? plain(singular(name)) : undefined);
  if (stem === undefined) return undefined;
  return ITSELF.includes(stem) ? ownMaker(operation, operations, stem) : findMaker(stem, operations);
}

/** The operation that makes what is called so: `project`, also in `source_project`. */
export function findMaker(stem: string, operations: readonly Operation[]): Operation | undefined {
  const kinds = operations.flatMap((maker) => {
    const collection = collectionOf(maker);
    return collection === undefined ? [] : [{ maker, kind: plain(singular(lastSegment(collection))) }];
  });
  const fitting = kinds.filter(({ kind }) => kind !== "" && stem.endsWith(kind));
  return fitting.sort((one, other) => other.kind.length - one.kind.length)[0]?.maker;
}

/** The path below which an operation makes objects. */
function collectionOf({ method, path }: Operation): string | undefined {
  if (method === "POST") return path;
  return method === "PUT" && lastSegment(path).startsWith("{")
    ? path.replace(/\/\{[^/]*\/*$/, "")
    : undefined;
}

/** By the path: `/notes` for `/notes/bulk-delete`; otherwise by a word of it: `/notes` for `/v2/note`. */
function ownMaker(
  operation: Operation,
  operations: readonly Operation[],
  stem: string,
): Operation | undefined {
  const makers = operations.filter((one) => one.method === "POST");
  for (let path = shape(operation.path); path !== ""; path = path.slice(0, path.lastIndexOf("/"))) {
    const maker = makers.find((one) => shape(one.path) === path);
    if (maker === undefined) continue;
    if (maker.name !== operation.name) return maker;
    // A body that makes an object may bring its id: that refers to nothing.
    if (operations.some((one) => shape(one.path) === `${path}/{}`)) return stem === "" ? undefined : maker;
  }
  const others = makers.filter(({ name }) => name !== operation.name);
  for (const word of pathWords(operation.path)) {
    const maker = others.find(({ path }) => plain(singular(lastSegment(path))) === singular(word));
    if (maker !== undefined) return maker;
  }
  return undefined;
}
