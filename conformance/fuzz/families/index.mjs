/** Every family, and how often each is the first choice. */
import { bearer } from "./bearer.mjs";
import { claimKinds, identifiers, issuersAndAudiences, otherClaims, scopes } from "./claims.mjs";
import { headerMembers, headerSpellings, headerTexts, headerValues } from "./headers.mjs";
import { bytes, depths, duplicates, numbers, severalFaults, sizes, strings } from "./json-faults.mjs";
import { changedBytes, changedHeaders, changedPayloads, heaps } from "./noise.mjs";
import { remembered } from "./remembered.mjs";
import { segments } from "./segments.mjs";
import { signing } from "./signing.mjs";
import { flips, lengths, spellings, surgery } from "./text.mjs";
import { timeKinds, times } from "./times.mjs";

/** @typedef {import("./family.mjs").Family} Family */

/** @type {readonly Family[]} */
export const FAMILIES = [
  ...[flips, spellings, surgery, lengths, segments, signing],
  ...[headerValues, headerMembers, headerTexts, headerSpellings, changedHeaders],
  ...[claimKinds, identifiers, issuersAndAudiences, scopes, otherClaims, times, timeKinds],
  ...[numbers, duplicates, strings, bytes, depths, sizes, severalFaults],
  ...[changedPayloads, changedBytes, heaps, bearer, remembered],
];
