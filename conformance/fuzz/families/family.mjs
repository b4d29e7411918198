/**
 * What a family of mutations is. Each works on one level of a token, and says what it knows of the outcome; mutations of
 * different levels go together, and what is hostile on one level stays so.
 */

/** @typedef {import("../random.mjs").Random} Random */
/** @typedef {import("../material.mjs").Known} Known */
/** @typedef {import("../material.mjs").Raw} Raw */
/** @typedef {import("../../cases/mint.mjs").Signing} Signing */

/** @typedef {{ level: "header", make: (random: Random) => { known: Known, header: Raw, signing?: Signing } }} HeaderStep */
/** @typedef {{ level: "claims", make: (random: Random) => { known: Known, payload: Raw } }} ClaimsStep */
/** @typedef {{ level: "segments", make: (random: Random, header: string, payload: string) => [header: string, payload: string] }} SegmentsStep - hostile: other text than the bytes have, under a right signature */
/** @typedef {{ level: "signing", make: (random: Random) => Signing }} SigningStep - hostile: not the key's signature */
/** @typedef {{ level: "text", make: (random: Random, token: string) => string }} TextStep - hostile: changed after it was signed */
/** @typedef {{ level: "envelope", make: (random: Random, token: string) => { known: Known, header: string | null } }} EnvelopeStep */
/** @typedef {{ level: "whole", make: (random: Random) => { known: Known, question: import("../../verifiers/index.mjs").Question } }} WholeStep */
/** @typedef {{ name: string } & (HeaderStep | ClaimsStep | SegmentsStep | SigningStep | TextStep | EnvelopeStep | WholeStep)} Family */

/** @template T @param {T} payload */
export const hostile = (payload) => ({ known: /** @type {const} */ ("hostile"), payload });
/** @template T @param {T} payload */
export const benign = (payload) => ({ known: /** @type {const} */ ("benign"), payload });
/** @template T @param {T} payload */
export const unknown = (payload) => ({ known: /** @type {const} */ ("unknown"), payload });

/** Change a text at one place. @param {string} text @param {number} at @param {string} instead @param {number} [taken] */
export const splice = (text, at, instead, taken = 1) => text.slice(0, at) + instead + text.slice(at + taken);
