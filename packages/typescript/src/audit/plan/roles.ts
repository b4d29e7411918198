import type { Operation, Parameter } from "../openapi/operations.js";
import { isOwnerName, lastSegment, plain, shape, stemOf } from "./names.js";
import { findMaker } from "./referred.js";

/**
 * What the value of a path parameter stands for: the user whose data it is, an object that an operation makes, or
 * something that every user may name.
 */
export type Role =
  | { readonly kind: "owner" }
  | { readonly kind: "object"; readonly producer: Operation }
  | { readonly kind: "fixed" };

/** The role of a parameter, in this API. */
export function roleOf(operation: Operation, parameter: Parameter, operations: readonly Operation[]): Role {
  const before = segmentBefore(operation.path, parameter.name);
  const isUser =
    isOwnerName(parameter.name) || (plain(parameter.name) === "id" && /^(users?|owners?)$/i.test(before));
  if (isUser) return { kind: "owner" };
  const producer = findProducer(operation, parameter, operations);
  return producer ? { kind: "object", producer } : { kind: "fixed" };
}

/**
 * The operation that makes what this parameter names: a POST on the collection; otherwise a POST on a collection of the
 * same name, as in another version of the API; otherwise a PUT that makes what is not there.
 */
function findProducer(
  { path }: Operation,
  { name }: Parameter,
  operations: readonly Operation[],
): Operation | undefined {
  const end = path.indexOf(`{${name}}`);
  const collection = path.slice(0, end).replace(/\/+$/, "");
  const item = path.slice(0, end + name.length + 2);
  const posts = operations.filter(({ method }) => method === "POST");
  const last = segmentBefore(path, name);
  const stem = stemOf(name) ?? "";
  return (
    posts.find((post) => shape(post.path) === shape(collection)) ??
    (last === "" ? undefined : posts.find((post) => lastSegment(post.path) === last)) ??
    (stem === "" ? undefined : findMaker(stem, posts)) ??
    operations.find((put) => put.method === "PUT" && shape(put.path) === shape(item))
  );
}

function segmentBefore(path: string, name: string): string {
  const segments = path.split("/");
  const before = segments[segments.findIndex((segment) => segment.includes(`{${name}}`)) - 1] ?? "";
  return before.includes("{") ? "" : before;
}
