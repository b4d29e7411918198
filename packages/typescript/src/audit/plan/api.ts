import type { Operation, Parameter } from "../openapi/operations.js";
import type { JsonObject } from "../openapi/references.js";
import { namedIn } from "./named.js";
import { isOwnerName, shape } from "./names.js";
import { type Role, roleOf } from "./roles.js";

/** An operation, and what its path, its query and its body stand for. */
export interface Planned extends Operation {
  /** Of the path's parameters. */
  readonly roles: ReadonlyMap<string, Role>;
  /** The path names the user whose data it is. */
  readonly namesOwner: boolean;
  /** Names of the operations that make what the path, the body and a required query name, outermost first. */
  readonly names: readonly string[];
  /** Of these, and of those that an optional query names, all that must be there before: not what it makes itself. */
  readonly uses: readonly string[];
  /** Optional query parameters that name an object, with the name of the operation that makes it. */
  readonly asks: ReadonlyMap<string, string>;
  /** Optional query parameters that name a user. */
  readonly people: ReadonlySet<string>;
  readonly bodyNamesPerson: boolean;
  /** Several objects may be named at once. */
  readonly namesSeveral: boolean;
  /** It gives a user something of an object in the path: whoever the body must name is not who owns it. */
  readonly grants: boolean;
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
  const makersInPath = [...roles.values()].flatMap((role) =>
    role.kind === "object" ? [role.producer.name] : [],
  );
  const find = (schema: JsonObject, isWhole = true) => namedIn(document, schema, operation, all, isWhole);
  const { schema = {} } = operation.body ?? {};
  const body = find(schema);
  const query = operation.parameters.filter((parameter) => parameter.in === "query");
  const required = query.filter((parameter) => parameter.required).map((one) => find(alone(one)));
  const optional = query
    .filter((parameter) => !parameter.required)
    .map((parameter) => ({ name: parameter.name, ...find(alone(parameter)) }));
  const asks = new Map(optional.flatMap(({ name, makers: [maker] }) => (maker ? [[name, maker]] : [])));
  const names = new Set([...body.makers, ...required.flatMap(({ makers }) => makers), ...makersInPath]);
  const isOther = (name: string) => name !== operation.name || operation.method !== "POST";
  const mustName = [find(schema, false), ...required];
  return {
    ...operation,
    roles,
    namesOwner: [...roles.values()].some(({ kind }) => kind === "owner"),
    names: [...names],
    uses: [...new Set([...asks.values(), ...names])].filter(isOther),
    asks,
    people: new Set(optional.flatMap(({ name, isPerson }) => (isPerson ? [name] : []))),
    bodyNamesPerson: body.isPerson,
    namesSeveral: body.isSeveral || asks.size > 0 || required.some(({ makers }) => makers.length > 0),
    grants: makersInPath.length > 0 && mustName.some(({ isPerson }) => isPerson),
  };
}

/** A parameter's schema stands by itself: within an object it has its name. */
export function alone({ name, schema }: Pick<Parameter, "name" | "schema">): JsonObject {
  return { type: "object", properties: { [name]: schema }, required: [name] };
}

const ORDER = ["GET", "POST", "PUT", "PATCH", "DELETE"];

/** Reading before writing, and what takes most away last: of deletions the deepest come first. */
function inOrder(one: Planned, other: Planned): number {
  const byExtent = Number(takesAll(one)) - Number(takesAll(other));
  const byMethod = ORDER.indexOf(one.method) - ORDER.indexOf(other.method);
  const byDepth = one.method === "DELETE" ? depth(other) - depth(one) : depth(one) - depth(other);
  return byExtent || byMethod || byDepth;
}

/** It takes away no object, but all that a user has: nothing can be tried after it. */
export function takesAll({ method, names }: Planned): boolean {
  return method === "DELETE" && names.length === 0;
}

const depth = ({ path }: Operation): number => path.split("/").length;

/** What makes an object: every POST that is no action, and every PUT that another operation's path needs. */
export function producersOf(api: Api): Planned[] {
  const needed = neededIn(api);
  return api.operations.filter((one) => needed.has(one.name) || (one.method === "POST" && !usesUp(one, api)));
}

/**
 * Whether what it names may be gone after it: a DELETE, or a POST that does something to objects and makes none that the
 * API would name or list, such as one on `/notes/bulk-delete`.
 */
export function usesUp(operation: Planned, api: Api): boolean {
  const { method, names } = operation;
  return method === "DELETE" || (names.length > 0 && makesNothing(operation, api));
}

/** A POST on which no other operation of the API depends, and of which there is no list: an action, or a search. */
export function makesNothing({ name, method, path }: Operation, api: Api): boolean {
  const isListed = api.operations.some((one) => one.method === "GET" && shape(one.path) === shape(path));
  return method === "POST" && !isListed && !neededIn(api).has(name);
}

const neededIn = ({ operations }: Api): Set<string> => new Set(operations.flatMap(({ uses }) => uses));

/** Readings that show what this operation works on, the nearest first. */
export function viewsOf(operation: Planned, { operations }: Api): Planned[] {
  const words = segmentsOf(operation);
  const makers = operations
    .filter(({ name }) => operation.uses.includes(name))
    .map(({ path }) => shape(path));
  const nearness = (view: Planned) =>
    [...segmentsOf(view)].filter((word) => words.has(word)).length +
    view.uses.filter((name) => operation.uses.includes(name)).length +
    (makers.includes(shape(view.path)) ? 1 : 0);
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
