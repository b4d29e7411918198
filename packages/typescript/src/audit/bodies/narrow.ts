import { isObject, type Json, type JsonObject, objectAt, resolveReference } from "../openapi/references.js";

/** What the values of a body are made of. */
export interface Filling {
  /** A text that nobody else would write. */
  canary(): string;
  /** The value of a member with a meaning: the owner's id, the id of another object. Undefined: any value will do. */
  known(name: string): string | undefined;
  /** Whether members that may be left out are there. */
  readonly withOptional: boolean;
}

const MAX_DEPTH = 12;
const CUT = { not: {} } as const satisfies JsonObject;

/**
 * A stricter schema, of which every instance is an instance of the given one: texts that may be anything must be
 * canaries, one alternative is chosen, read-only members are gone. In the words of JSON Schema 2020-12, without references.
 */
export function narrow(document: JsonObject, schema: Json | undefined, filling: Filling): JsonObject {
  return visit({ document, filling }, schema, "", []);
}

interface Setting {
  readonly document: JsonObject;
  readonly filling: Filling;
}

function visit(
  setting: Setting,
  value: Json | undefined,
  name: string,
  path: readonly JsonObject[],
): JsonObject {
  const found = resolveReference(setting.document, value);
  if (found === undefined) return {};
  // A schema within itself: whoever holds it leaves it out where it may.
  if (path.includes(found) || path.length > MAX_DEPTH) return CUT;
  const inner = [...path, found];
  const merged = mergeAlternatives(setting, found, name, inner);
  if (merged === CUT || merged.const !== undefined || Array.isArray(merged.enum)) return merged;
  const type = typeOf(merged);
  if (type === "object") return narrowObject(setting, merged, inner);
  if (type === "array") return narrowArray(setting, merged, name, inner);
  if (type === "string") return narrowString(setting, merged, name);
  if (type === "integer" || type === "number") return narrowNumber(setting, merged, type, name);
  return merged;
}

/** `anyOf` and `oneOf` become their first member that is not null, `allOf` becomes one schema. */
function mergeAlternatives(
  setting: Setting,
  schema: JsonObject,
  name: string,
  path: readonly JsonObject[],
): JsonObject {
  const { anyOf, oneOf, allOf, discriminator: _, ...rest } = schema;
  const parts = (Array.isArray(allOf) ? allOf : []).map(
    (part) => resolveReference(setting.document, part) ?? {},
  );
  for (const options of [anyOf, oneOf]) {
    if (!Array.isArray(options)) continue;
    const usable = options.map((option) => resolveReference(setting.document, option) ?? {});
    const chosen = usable.find((option) => option.type !== "null" && !path.includes(option));
    if (chosen === undefined) return usable.some((option) => option.type === "null") ? { const: null } : CUT;
    parts.push(chosen);
  }
  if (parts.length === 0) return schema;
  if (parts.some((part) => path.includes(part))) return CUT;
  const flat = parts.map((part) => mergeAlternatives(setting, part, name, [...path, part]));
  if (flat.includes(CUT)) return CUT;
  const all = [...flat, rest];
  const required = all.flatMap((part) => (Array.isArray(part.required) ? part.required : []));
  const properties = Object.assign({}, ...all.map((part) => objectAt(part, "properties")));
  const merged: JsonObject = Object.assign({}, ...all);
  return Object.keys(properties).length === 0 ? merged : { ...merged, properties, required };
}

function typeOf(schema: JsonObject): string | undefined {
  const { type } = schema;
  if (typeof type === "string") return type;
  if (Array.isArray(type))
    return type.find((one): one is string => typeof one === "string" && one !== "null");
  if (isObject(schema.properties)) return "object";
  return isObject(schema.items) ? "array" : undefined;
}

function narrowObject(setting: Setting, schema: JsonObject, path: readonly JsonObject[]): JsonObject {
  const wanted = new Set(Array.isArray(schema.required) ? schema.required : []);
  const properties: Record<string, JsonObject> = {};
  for (const [name, value] of Object.entries(objectAt(schema, "properties"))) {
    const isOptional = !wanted.has(name);
    if (resolveReference(setting.document, value)?.readOnly === true) continue;
    if (isOptional && !setting.filling.withOptional) continue;
    const inner = visit(setting, value, name, path);
    if (inner !== CUT) properties[name] = inner;
    else if (!isOptional) return CUT;
  }
  return { type: "object", properties, required: Object.keys(properties), additionalProperties: false };
}

function narrowArray(
  setting: Setting,
  schema: JsonObject,
  name: string,
  path: readonly JsonObject[],
): JsonObject {
  const { minItems, maxItems } = schema;
  const items = visit(setting, schema.items, name, path);
  const least = typeof minItems === "number" ? minItems : 0;
  if (items === CUT) return least > 0 ? CUT : { const: [] };
  const most = typeof maxItems === "number" ? maxItems : Number.POSITIVE_INFINITY;
  const count = Math.min(Math.max(least, 1), most);
  const { uniqueItems } = schema;
  return {
    type: "array",
    items,
    minItems: count,
    maxItems: count,
    ...(uniqueItems !== undefined && { uniqueItems }),
  };
}

function narrowString({ filling }: Setting, schema: JsonObject, name: string): JsonObject {
  const known = filling.known(name);
  if (known !== undefined) return { const: known };
  const { minLength, maxLength, pattern, format, example, default: preset } = schema;
  const least = typeof minLength === "number" ? minLength : 0;
  const most = typeof maxLength === "number" ? maxLength : Number.POSITIVE_INFINITY;
  const text = dress(filling.canary(), format).padEnd(least, "x");
  const isFree =
    format === undefined || ["password", "email", "uri", "url", "hostname"].includes(String(format));
  if (isFree && text.length <= most && fits(text, pattern)) return { const: text };
  // A text that the document shows is likelier to be taken than one that only fits the pattern.
  const shown = [example, preset, ...(Array.isArray(schema.examples) ? schema.examples : [])].find(
    (one) => typeof one === "string" && one !== "",
  );
  if (shown !== undefined) return { const: shown };
  return Object.fromEntries(
    Object.entries({ type: "string", minLength, maxLength, pattern, format }).filter(
      ([, value]) => value !== undefined,
    ),
  ) as JsonObject;
}

function dress(canary: string, format: Json | undefined): string {
  if (format === "email") return `${canary}@example.com`;
  if (format === "uri" || format === "url") return `https://example.com/${canary}`;
  return format === "hostname" ? `${canary}.example.com` : canary;
}

function fits(text: string, pattern: Json | undefined): boolean {
  if (typeof pattern !== "string") return true;
  try {
    return new RegExp(pattern, "u").test(text);
  } catch {
    return false;
  }
}

/** OpenAPI 3.0 writes an exclusive bound as `minimum` with `exclusiveMinimum: true`. */
function narrowNumber({ filling }: Setting, schema: JsonObject, type: string, name: string): JsonObject {
  const known = Number(filling.known(name) ?? Number.NaN);
  if (Number.isSafeInteger(known)) return { const: known };
  const { minimum, maximum, exclusiveMinimum, exclusiveMaximum, multipleOf } = schema;
  const bounds = {
    ...(exclusiveMinimum === true ? { exclusiveMinimum: minimum } : { minimum, exclusiveMinimum }),
    ...(exclusiveMaximum === true ? { exclusiveMaximum: maximum } : { maximum, exclusiveMaximum }),
    multipleOf,
  };
  const set = Object.fromEntries(Object.entries(bounds).filter(([, value]) => typeof value === "number"));
  const isOpen = set.minimum === undefined && set.exclusiveMinimum === undefined && Number(maximum ?? 1) >= 1;
  return { type, ...(isOpen && { minimum: 1 }), ...(set as JsonObject) };
}
