import { sample } from "../bodies/sample.js";
import type { Request } from "../http/client.js";
import { isJson } from "../openapi/operations.js";
import { isObject, type Json } from "../openapi/references.js";
import type { User } from "../users.js";
import type { Api, Planned } from "./api.js";
import { findReferred, isOwnerName } from "./roles.js";

/** The values that an operation's request is made with. */
export interface Target {
  /** The user whose data it is. */
  readonly ownerId: string;
  /** Ids of objects by the name of the operation that makes them. */
  readonly objects: ReadonlyMap<string, string>;
}

/** Who writes a request, and how its body is filled. */
export interface Writing {
  readonly author: User;
  readonly withOptional: boolean;
  readonly seed: number;
}

/** An operation's path with these values, and the query parameters that it cannot do without. */
export function pathOf(api: Api, operation: Planned, target: Target, writing: Writing): string {
  let path = operation.path;
  for (const { name, schema } of operation.parameters.filter((parameter) => parameter.in === "path")) {
    const role = operation.roles.get(name);
    const id = role?.kind === "object" ? target.objects.get(role.producer.name) : undefined;
    const value =
      role?.kind === "owner" ? target.ownerId : (id ?? String(fill(api, schema, target, writing, name)));
    path = path.replaceAll(`{${name}}`, encodeURIComponent(value));
  }
  const query = valuesOf(api, operation, "query", target, writing);
  return Object.keys(query).length === 0 ? path : `${path}?${new URLSearchParams(query)}`;
}

/** The request of an operation, without credentials. */
export function requestOf(api: Api, operation: Planned, target: Target, writing: Writing): Request {
  const headers = valuesOf(api, operation, "header", target, writing);
  const { authorization: _, ...others } = Object.fromEntries(
    Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value]),
  );
  const path = pathOf(api, operation, target, writing);
  const { method, body } = operation;
  if (body === undefined) return { method, path, headers: others };
  const value = fill(api, body.schema, target, writing, "");
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

function valuesOf(
  api: Api,
  operation: Planned,
  place: "query" | "header",
  target: Target,
  writing: Writing,
): Record<string, string> {
  const wanted = operation.parameters.filter((parameter) => parameter.in === place && parameter.required);
  return Object.fromEntries(
    wanted.map(({ name, schema }) => {
      const value = fill(api, schema, target, writing, name);
      return [name, typeof value === "string" ? value : JSON.stringify(value)];
    }),
  );
}

function fill(
  api: Api,
  schema: Json,
  target: Target,
  { author, withOptional, seed }: Writing,
  name: string,
): Json {
  const known = (member: string): string | undefined => {
    if (isOwnerName(member)) return target.ownerId;
    const referred = findReferred(member, api.operations);
    return referred && target.objects.get(referred.name);
  };
  const canary = () => author.canaries.next();
  // A parameter's schema stands by itself: within an object it has its name.
  const whole = name === "" ? schema : { type: "object", properties: { [name]: schema }, required: [name] };
  const value = sample(api.document, whole, { canary, known, withOptional }, seed);
  return name === "" || !isObject(value) ? value : (value[name] ?? "");
}
