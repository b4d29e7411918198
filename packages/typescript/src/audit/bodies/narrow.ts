import { isObject, type Json, type JsonObject, objectAt, resolveReference } from "../openapi/references.js";
import { nameWithin } from "../plan/names.js";
import { type Filling, narrowChoice, narrowNumber, narrowString } from "./values.js";

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
  if (found === undefined) return { const: setting.filling.canary() };
  // A schema within itself: whoever holds it leaves it out where it may.
  if (path.includes(found) || path.length > MAX_DEPTH) return CUT;
  const inner = [...path, found];
  const merged = mergeAlternatives(setting, found, name, inner);
  if (merged === CUT || merged.const !== undefined) return merged;
  if (Array.isArray(merged.enum)) return narrowChoice(setting.filling, merged.enum);
  const type = typeOf(merged);
  if (type === "boolean") return narrowChoice(setting.filling, [false, true]);
  if (type === "object") return narrowObject(setting, merged, name, inner);
  if (type === "array") return narrowArray(setting, merged, name, inner);
  if (type === "string") return narrowString(setting.filling, merged, name);
  if (type === "integer" || type === "number") return narrowNumber(setting.filling, merged, type, name);
  // Anything at all: a text is the likeliest to be shown again.
  return type === undefined ? { const: setting.filling.canary() } : merged;
}

/** `anyOf` and `oneOf` become their first member that is not null, `allOf` becomes one schema. */
function mergeAlternatives(
  setting: Setting,
  schema: JsonObject,
  name: string,
  path: readonly JsonObject[],
): JsonObject {
  const { anyOf, oneOf, allOf, discriminator, ...rest } = schema;
  const parts = (Array.isArray(allOf) ? allOf : []).map(
    (part) => resolveReference(setting.document, part) ?? {},
  );
  for (const options of [anyOf, oneOf]) {
    if (!Array.isArray(options)) continue;
    const usable = options.map((option) => resolveReference(setting.document, option) ?? {});
    const at = usable.findIndex((option) => option.type !== "null" && !path.includes(option));
    const chosen = usable[at];
    if (chosen === undefined) return usable.some((option) => option.type === "null") ? { const: null } : CUT;
    parts.push(chosen, named(discriminator, options[at]));
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

/** The member by which an alternative is known, where the document has such a member. */
function named(discriminator: Json | undefined, option: Json | undefined): JsonObject {
  const reference = isObject(option) ? option.$ref : undefined;
  if (!isObject(discriminator) || typeof reference !== "string") return {};
  const [mapped] =
    Object.entries(objectAt(discriminator, "mapping")).find(([, to]) => to === reference) ?? [];
  const name = String(discriminator.propertyName);
  return { properties: { [name]: { const: mapped ?? reference.split("/").at(-1) ?? "" } }, required: [name] };
}

function typeOf(schema: JsonObject): string | undefined {
  const { type } = schema;
  if (typeof type === "string") return type;
  if (Array.isArray(type))
    return type.find((one): one is string => typeof one === "string" && one !== "null");
  if (isObject(schema.properties)) return "object";
  return isObject(schema.items) ? "array" : undefined;
}

function narrowObject(
  setting: Setting,
  schema: JsonObject,
  outer: string,
  path: readonly JsonObject[],
): JsonObject {
  const { document, filling } = setting;
  const wanted = new Set(Array.isArray(schema.required) ? schema.required : []);
  const properties: Record<string, JsonObject> = {};
  for (const [name, value] of Object.entries(objectAt(schema, "properties"))) {
    const isOptional = !wanted.has(name);
    const found = resolveReference(document, value) ?? {};
    const whole = nameWithin(outer, name);
    if (found.readOnly === true) continue;
    if (isOptional && (!filling.withOptional || filling.known(whole, found) === null)) continue;
    const inner = visit(setting, value, whole, path);
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
  const least = typeof schema.minItems === "number" ? schema.minItems : 0;
  const most = typeof schema.maxItems === "number" ? schema.maxItems : Number.POSITIVE_INFINITY;
  const { known, beside, ...filling } = setting.filling;
  const wanted = beside === undefined ? [known] : [beside, known];
  const length = Math.min(Math.max(least, wanted.length), most);
  // Each by itself, so that they can be unlike each other.
  const turns = Array.from({ length }, (_, at) => wanted[at + Math.max(0, wanted.length - length)] ?? known);
  const prefixItems = turns.map((turn) =>
    visit({ ...setting, filling: { ...filling, known: turn } }, schema.items, name, path),
  );
  if (prefixItems.includes(CUT)) return least > 0 ? CUT : { const: [] };
  return length === 0 ? { const: [] } : { type: "array", prefixItems, minItems: length, maxItems: length };
}
