import { generateSync, type JsonSchema } from "json-schema-faker";
import type { Json, JsonObject } from "../openapi/references.js";
import { narrow } from "./narrow.js";
import type { Filling } from "./values.js";

/** A value of a schema: each call with another seed gives another one where the schema leaves a choice. */
export function sample(document: JsonObject, schema: Json | undefined, filling: Filling, seed: number): Json {
  const strict = narrow(document, schema, filling);
  return generateSync(strict as JsonSchema, { seed, alwaysFakeOptionals: true, maxDefaultItems: 1 }) as Json;
}
