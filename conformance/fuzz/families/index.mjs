/** Every family; each is the first choice equally often. */
import { bearer, changedBearer } from "./bearer.mjs";
import { claimKinds, identifiers, otherClaims, scopes } from "./claims.mjs";
import { headerMembers, headerSpellings, headerTexts, headerValues } from "./headers.mjs";
import { depths, repeatedClaims, repeatedNames, severalFaults, sizes } from "./json-structure.mjs";
import { bytes, numbers, strings } from "./json-values.mjs";
import { changedBytes, changedHeaders, changedPayloads, heaps } from "./noise.mjs";
import { audiences, issuers } from "./parties.mjs";
import { remembered } from "./remembered.mjs";
import { segments } from "./segments.mjs";
import { signing } from "./signing.mjs";
import { flips, lengths, spellings, surgery } from "./text.mjs";
import { timeKinds, times } from "./times.mjs";

/** @type {readonly import("./family.mjs").Family[]} */
export const FAMILIES = [
  ...[flips, spellings, surgery, lengths, segments, signing],
  ...[headerValues, headerMembers, headerTexts, headerSpellings, changedHeaders],
  ...[claimKinds, identifiers, issuers, audiences, scopes, otherClaims, times, timeKinds],
  ...[numbers, strings, bytes, repeatedClaims, repeatedNames, depths, sizes, severalFaults],
  ...[changedPayloads, changedBytes, heaps, bearer, changedBearer, remembered],
];
