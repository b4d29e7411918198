import type { Operation } from "../openapi/operations.js";
import { type JsonObject, objectAt, resolveReference } from "../openapi/references.js";
import { findReferred, isOwnerName, type Role, roleOf } from "./roles.js";

/** An operation, and what its path parameters stand for. */
export interface Planned extends Operation {
  readonly roles: ReadonlyMap<string, Role>;
  /** The path names the user whose data it is. */
  readonly namesOwner: boolean;
  /** The path names objects that users make. */
  readonly namesObject: boolean;
  /** Names of the operations that make what the path and the body name, outermost first. */
  readonly uses: readonly string[];
}

/** All that the document tells about an API. */
export interface Api {
  readonly document: JsonObject;
  readonly operations: readonly Planned[];
}

/** Give every path parameter its role. */
export function planApi(document: JsonObject, operations: readonly Operation[]): Api {
  return {
    document,
    operations: operations.map((operation) => plan(document, operation, operations)).sort(inOrder),
  };
}

function plan(document: JsonObject, operation: Operation, all: readonly Operation[]): Planned {
  const inPath = operation.parameters.filter((parameter) => parameter.in === "path");
  const roles = new Map(inPath.map((parameter) => [parameter.name, roleOf(operation, parameter, all)]));
  const kinds = [...roles.values()].map(({ kind }) => kind);
  const inBody = Object.keys(objectAt(resolveReference(document, operation.body?.schema), "properties"));
  const uses = new Set([
    ...inBody.flatMap((name) => findReferred(name, all)?.name ?? []),
    ...[...roles.values()].flatMap((role) => (role.kind === "object" ? [role.producer.name] : [])),
  ]);
  return {
    ...operation,
    roles,
    namesOwner: kinds.includes("owner"),
    namesObject: kinds.includes("object"),
    uses: [...uses].filter((name) => name !== operation.name || operation.method !== "POST"),
  };
}

const ORDER = ["GET", "POST", "PUT", "PATCH", "DELETE"];

/** Reading before writing, and what takes most away last: of deletions the deepest come first. */
function inOrder(one: Operation, other: Operation): number {
  const byMethod = ORDER.indexOf(one.method) - ORDER.indexOf(other.method);
  const byDepth = one.method === "DELETE" ? depth(other) - depth(one) : depth(one) - depth(other);
  return byMethod || byDepth;
}

const depth = ({ path }: Operation): number => path.split("/").length;

/** What makes an object: every POST and every PUT that another operation's path needs. */
export function producersOf({ operations }: Api): Planned[] {
  const needed = new Set(operations.flatMap(({ uses }) => uses));
  return operations.filter(({ name, method }) => needed.has(name) || method === "POST");
}

/** Readings that show what this operation works on, the nearest first. */
export function viewsOf(operation: Planned, { operations }: Api): Planned[] {
  const words = segmentsOf(operation);
  const nearness = (view: Planned) => [...segmentsOf(view)].filter((word) => words.has(word)).length;
  const gets = operations.filter(({ method }) => method === "GET");
  return gets
    .filter((view) => view.path === operation.path || nearness(view) > 0)
    .sort((one, other) => nearness(other) - nearness(one));
}

function segmentsOf({ path }: Operation): Set<string> {
  const name = (segment: string) => (isOwnerName(segment.replace(/[{}]/g, "")) ? "{owner}" : segment);
  return new Set(
    path
      .split("/")
      .filter((segment) => segment !== "")
      .map(name),
  );
}
