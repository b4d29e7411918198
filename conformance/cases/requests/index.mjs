import { ofKind } from "../vector.mjs";
import { credentials } from "./credentials.mjs";
import { debugging } from "./debugging.mjs";
import { elsewhere } from "./elsewhere.mjs";
import { optional } from "./optional.mjs";
import { owners } from "./owners.mjs";
import { refusals } from "./refusals.mjs";

/** Every request, by what it is about. */
export const requests = ofKind("request", [
  ...credentials,
  ...elsewhere,
  ...refusals,
  ...optional,
  ...owners,
  ...debugging,
]);
