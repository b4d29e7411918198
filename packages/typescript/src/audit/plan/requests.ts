import { sample } from "../bodies/sample.js";
import type { Request } from "../http/client.js";
import { isJson, type Parameter } from "../openapi/operations.js";
import { isObject, type Json, type JsonObject, resolveReference } from "../openapi/references.js";
import type { User } from "../users.js";
import { type Api, alone, type Planned } from "./api.js";
import { isOwnerName, isPersonName } from "./names.js";
import { findReferred } from "./referred.js";

/** The values that an operation's request is made with. */
export interface Target {
  /** The user whose data it is. */
  readonly ownerId: string;
  /** Ids of objects by the name of the operation that makes them. */
  readonly objects: ReadonlyMap<string, string>;
  /** More of them, which are named before these wherever several may be named. */
  readonly beside?: ReadonlyMap<string, string> | undefined;
  /** Optional query parameters that are sent. */
  readonly asks?: readonly string[] | undefined;
  /** Whom body and query call the owner, where that is somebody else. */
  readonly claimedId?: string | undefined;
}

/** Who writes a request, and how its body is filled. */
export interface Writing {
  readonly author: User;
  readonly withOptional: boolean;
  /** Members of the body that are written although they may be left out. */
  readonly also?: readonly string[];
  /** What stands wherever any text may; a new one of the author's each time unless set. */
  readonly text?: string | undefined;
  readonly seed: number;
  /** Which of so many values a switch or a member of a list takes, from 0. */
  readonly choose: (options: number) => number;
}

/** An operation's path with these values, and the query parameters that it cannot do without. */
export function pathOf(api: Api, operation: Planned, target: Target, writing: Writing): string {
  let path = operation.path;
  for (const { name, schema } of operation.parameters.filter((parameter) => parameter.in === "path")) {
    const role = operation.roles.get(name);
    const id = role?.kind === "object" ? target.objects.get(role.producer.name) : undefined;
    const value =
      role?.kind === "owner"
        ? target.ownerId
        : (id ?? textOf(fill({ api, operation, target, writing }, { name, schema })));
    path = path.replaceAll(`{${name}}`, encodeURIComponent(value));
  }
  const query = new URLSearchParams(valuesOf(api, operation, "query", target, writing));
  return query.size === 0 ? path : `${path}?${query}`;
}

/** The request of an operation, without credentials. */
export function requestOf(api: Api, operation: Planned, target: Target, writing: Writing): Request {
  const headers = valuesOf(api, operation, "header", target, writing);
  const { authorization: _, ...others } = Object.fromEntries(
    headers.map(([name, value]) => [name.toLowerCase(), value]),
  );
  const path = pathOf(api, operation, target, writing);
  const { method, body } = operation;
  if (body === undefined) return { method, path, headers: others };
  const value = fillBody({ api, operation, target, writing }, body.schema);
  return { method, path, headers: others, body: value, mediaType: body.mediaType };
}

/** Whether a body of this kind can be written. */
export function canWrite({ body }: Planned): boolean {
  return body === undefined || isJson(body.mediaType) || body.mediaType.endsWith("form-urlencoded");
}

/** Add members to a body, parameters to a query, headers. */
export interface Extra {
  readonly body?: Readonly<Record<string, Json>>;
  readonly query?: Readonly<Record<string, string>>;
  readonly headers?: Readonly<Record<string, string>>;
}

export function withExtra(request: Request, { body, query, headers }: Extra): Request {
  const url = new URL(request.path, "http://localhost");
  for (const [name, value] of Object.entries(query ?? {})) url.searchParams.set(name, value);
  return {
    ...request,
    path: url.pathname + url.search,
    headers: { ...request.headers, ...headers },
    ...(isObject(request.body) && { body: { ...request.body, ...body } }),
  };
}

/** Names and values, a name more than once where several are named. */
function valuesOf(
  api: Api,
  operation: Planned,
  place: "query" | "header",
  target: Target,
  writing: Writing,
): [string, string][] {
  const setting = { api, operation, target, writing };
  const isWanted = (one: Parameter) => one.required || (place === "query" && target.asks?.includes(one.name));
  return operation.parameters
    .filter((parameter) => parameter.in === place && isWanted(parameter))
    .flatMap((parameter): [string, string][] => {
      const value = fill(setting, parameter);
      const several = Array.isArray(value)
        ? value.map(textOf)
        : [...besides(setting, parameter), textOf(value)];
      const isApart = parameter.isRepeated || !Array.isArray(value);
      return (isApart ? several : [several.join(",")]).map((text) => [parameter.name, text]);
    });
}

/** A query that has room for one id may be read by two readers, of whom each takes another. */
function besides({ api, operation, target }: Setting, { name, schema, in: place }: Parameter): string[] {
  const maker = findReferred(name, schema, operation, api.operations);
  const id = maker && place === "query" ? target.beside?.get(maker.name) : undefined;
  return id === undefined ? [] : [id];
}

const textOf = (value: Json): string => (typeof value === "string" ? value : JSON.stringify(value));

interface Setting {
  readonly api: Api;
  readonly operation: Planned;
  readonly target: Target;
  readonly writing: Writing;
}

function fill(setting: Setting, { name, schema }: Pick<Parameter, "name" | "schema">): Json {
  const value = fillBody(setting, alone({ name, schema }));
  return isObject(value) ? (value[name] ?? "") : value;
}

function fillBody({ api, operation, target, writing }: Setting, schema: JsonObject): Json {
  const { author, withOptional, also, text, seed, choose } = writing;
  const knownAmong = (objects: Target["objects"]) => (name: string, found: JsonObject) => {
    if (isOwnerName(name)) return target.claimedId ?? target.ownerId;
    if (isPersonName(name)) return found.format === "email" ? undefined : target.ownerId;
    const maker = findReferred(name, found, operation, api.operations);
    return maker && (objects.get(maker.name) ?? null);
  };
  const filling = {
    canary: () => text ?? author.canaries.next(),
    known: knownAmong(target.objects),
    beside: target.beside && knownAmong(target.beside),
    withOptional,
    choose,
  };
  return sample(api.document, also === undefined ? schema : withMembers(api, schema, also), filling, seed);
}

/** A schema in which these members may not be left out. */
function withMembers({ document }: Api, schema: JsonObject, names: readonly string[]): JsonObject {
  const found = resolveReference(document, schema) ?? {};
  const required = Array.isArray(found.required) ? found.required : [];
  return { ...found, required: [...required, ...names] };
}
