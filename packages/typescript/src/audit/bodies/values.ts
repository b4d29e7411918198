import type { Json, JsonObject } from "../openapi/references.js";

/** What the values of a body are made of. */
export interface Filling {
  /** A text that nobody else would write. */
  canary(): string;
  /**
   * The value of a member with a meaning: the owner's id, the id of another object. Undefined: any value will do; null: it
   * names what is not there, and is left out where it may be.
   */
  known(name: string, schema: JsonObject): string | null | undefined;
  /** The same for what goes before it in an array. */
  readonly beside?: ((name: string, schema: JsonObject) => string | null | undefined) | undefined;
  /** Which of so many values a switch or a member of a list takes, from 0; any unless set. */
  readonly choose?: ((options: number) => number) | undefined;
  /** Whether members that may be left out are there. */
  readonly withOptional: boolean;
}

/** One of a list. Nothing at all is chosen only where there is nothing else. */
export function narrowChoice({ choose }: Filling, options: readonly Json[]): JsonObject {
  const values = options.filter((option) => option !== null);
  const among = values.length > 0 ? values : options;
  return choose === undefined ? { enum: among } : { const: among[choose(among.length)] ?? null };
}

/** Formats that a text of our own can take. */
const DRESSED = ["password", "email", "uri", "url", "hostname"];

/** A text is what the member is known to be, or a canary where one fits, or what the document shows, or of its form. */
export function narrowString(filling: Filling, schema: JsonObject, name: string): JsonObject {
  const known = filling.known(name, schema) ?? undefined;
  if (known !== undefined) return { const: known };
  const { minLength, maxLength, pattern, format, example, default: preset } = schema;
  const least = typeof minLength === "number" ? minLength : 0;
  const most = typeof maxLength === "number" ? maxLength : Number.POSITIVE_INFINITY;
  const text = dress(filling.canary(), format).padEnd(least, "x");
  const isFree = format === undefined || DRESSED.includes(String(format));
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
export function narrowNumber(filling: Filling, schema: JsonObject, type: string, name: string): JsonObject {
  const known = Number(filling.known(name, schema) ?? Number.NaN);
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
