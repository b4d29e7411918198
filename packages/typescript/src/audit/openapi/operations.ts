import { arrayAt, isObject, type Json, type JsonObject, objectAt, resolveReference } from "./references.js";

const METHODS = ["get", "post", "put", "patch", "delete"] as const;
/** HEAD and OPTIONS are tried on every path, whether or not the document has them. */
export type Method = "GET" | "POST" | "PUT" | "PATCH" | "DELETE" | "HEAD" | "OPTIONS";

export interface Parameter {
  readonly name: string;
  readonly in: "path" | "query" | "header";
  readonly required: boolean;
  readonly schema: JsonObject;
  /** Several values are repeated, `id=1&id=2`, rather than joined, `id=1,2`. */
  readonly isRepeated: boolean;
}

interface RequestBody {
  readonly mediaType: string;
  readonly schema: JsonObject;
}

/** One method of one path, as the document describes it. */
export interface Operation {
  /** `GET /api/{user_id}/tasks`: how reports call it. */
  readonly name: string;
  readonly method: Method;
  /** The template, with the path of the first server before it. */
  readonly path: string;
  readonly parameters: readonly Parameter[];
  readonly body: RequestBody | undefined;
  /** The document says that it takes credentials, and not that they are optional. */
  readonly isSecured: boolean;
}

/**
 * Every operation of an OpenAPI document.
 *
 * @param prefix - Path below which the API is, without a slash at its end.
 */
export function listOperations(document: JsonObject, prefix: string): Operation[] {
  return Object.entries(objectAt(document, "paths")).flatMap(([path, value]) => {
    const item = resolveReference(document, value) ?? {};
    return METHODS.filter((method) => isObject(item[method])).map((method) =>
      toOperation(document, prefix + path, method, item),
    );
  });
}

function toOperation(document: JsonObject, path: string, method: string, item: JsonObject): Operation {
  const described = objectAt(item, method);
  const upper = method.toUpperCase() as Method;
  return {
    name: `${upper} ${path}`,
    method: upper,
    path,
    parameters: readParameters(document, [
      ...undescribed(path),
      ...arrayAt(item, "parameters"),
      ...arrayAt(described, "parameters"),
    ]),
    body: readBody(document, described.requestBody),
    isSecured: needsCredentials(described.security ?? document.security),
  };
}

/** FastAPI leaves out what a dependency alone reads off the path: without a description it is any text. */
const undescribed = (path: string): Json[] =>
  [...path.matchAll(/\{([^{}]+)\}/g)].map(([, name = ""]) => ({
    name,
    in: "path",
    required: true,
    schema: { type: "string" },
  }));

/** An operation's parameter replaces its path's of the same name and place. */
function readParameters(document: JsonObject, values: readonly Json[]): Parameter[] {
  const found = new Map<string, Parameter>();
  for (const value of values) {
    const {
      name,
      in: place,
      required,
      schema,
      content,
      style,
      explode,
    } = resolveReference(document, value) ?? {};
    if (typeof name !== "string" || (place !== "path" && place !== "query" && place !== "header")) continue;
    const described = schema ?? objectAt(Object.values(isObject(content) ? content : {})[0], "schema");
    const parameter: Parameter = {
      name,
      in: place,
      required: required === true,
      schema: isObject(described) ? described : {},
      isRepeated: place === "query" && explode !== false && (style ?? "form") === "form",
    };
    found.set(`${place} ${name}`, parameter);
  }
  return [...found.values()];
}

function readBody(document: JsonObject, value: Json | undefined): RequestBody | undefined {
  const content = objectAt(resolveReference(document, value), "content");
  const types = Object.keys(content);
  const mediaType = types.find(isJson) ?? types.find((type) => type.endsWith("form-urlencoded")) ?? types[0];
  if (mediaType === undefined) return undefined;
  return { mediaType, schema: objectAt(content[mediaType], "schema") };
}

/** @param mediaType - Such as `application/json; charset=utf-8` or `application/merge-patch+json`. */
export function isJson(mediaType: string): boolean {
  return /^[\w.+-]+\/(?:[\w.+-]*\+)?json\b/i.test(mediaType);
}

/** `security` is alternatives; an empty one among them means that credentials are optional. */
function needsCredentials(security: Json | undefined): boolean {
  const alternatives = Array.isArray(security) ? security : [];
  return alternatives.length > 0 && alternatives.every((one) => isObject(one) && Object.keys(one).length > 0);
}
