/** A package's column: what its verifier and its settings say, by its published entry points. */
import { createHmac } from "node:crypto";
import { knownToken, readVectors, withToken } from "../contract/vectors.mjs";
import { openVerifier } from "../verifiers/index.mjs";
import { openSettings } from "../verifiers/settings/index.mjs";

/**
 * @typedef {import("./table.mjs").Result} Result
 * @typedef {import("../contract/vectors.mjs").Vector} Vector
 * @typedef {import("../verifiers/index.mjs").Question} Question
 * @typedef {import("../verifiers/settings/index.mjs").Question} SettingsQuestion
 * @typedef {import("../verifiers/settings/index.mjs").Verdict} SettingsVerdict
 */
