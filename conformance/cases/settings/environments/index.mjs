import { ofKind } from "../../vector.mjs";
import { bridgeKeys } from "./bridge-keys.mjs";
import { debugging } from "./debug.mjs";
import { keyRings } from "./key-rings.mjs";
import { keySets } from "./key-sets.mjs";
import { plain } from "./plain.mjs";
import { rings } from "./rings.mjs";

/** Every environment, by what is in it. */
export const environments = ofKind("settings", [
  ...plain,
  ...rings,
  ...bridgeKeys,
  ...keyRings,
  ...keySets,
  ...debugging,
]);
