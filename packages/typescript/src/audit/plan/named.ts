import { narrow } from "../bodies/narrow.js";
import type { Operation } from "../openapi/operations.js";
import type { JsonObject } from "../openapi/references.js";
import { isPersonName } from "./names.js";
import { findReferred } from "./referred.js";

/** What the values of a schema stand for, however deep they are. */
interface Named {
  /** Names of the operations that make the objects which it names. */
  readonly makers: readonly string[];
  /** One of them stands in an array. */
  readonly isSeveral: boolean;
  /** It names a user. */
  readonly isPerson: boolean;
}

/**
 * Find what a schema names, by asking for the values as for a body.
 *
 * @param withOptional - Whether members that may be left out count.
 */
export function namedIn(
  document: JsonObject,
  schema: JsonObject,
  operation: Operation,
  all: readonly Operation[],
  withOptional: boolean,
): Named {
  const makers = new Set<string>();
  let [isSeveral, isPerson] = [false, false];
  const note = (name: string, found: JsonObject): string | undefined => {
    const maker = findReferred(name, found, operation, all);
    if (maker !== undefined) makers.add(maker.name);
    if (isPersonName(name)) isPerson = true;
    return maker?.name;
  };
  narrow(document, schema, {
    canary: () => "",
    withOptional,
    known: (name, found) => void note(name, found),
    beside: (name, found) => {
      if (note(name, found) !== undefined) isSeveral = true;
      return undefined;
    },
  });
  return { makers: [...makers], isSeveral, isPerson };
}
