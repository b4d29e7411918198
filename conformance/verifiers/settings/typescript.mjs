/** The TypeScript package by its published entry points: what it starts with, and what it issues. */
import { ConfigurationError, createVerifier, readEnvironment, sharedSecret } from "jwt-auth-bridge";
import { issueTestToken } from "jwt-auth-bridge/testing";
import { crashed, serve } from "../serve.mjs";

const POLICY = { issuer: "https://app.example", audience: "api", userId: "user" };

/** @typedef {import("./index.mjs").Question} Question */

/** @type {ReturnType<typeof import("./issuing.mjs").openIssuer> | undefined} */
let issue;

/** @param {Question} question @returns {Promise<object>} what is told beside ok */
async function answer(question) {
  if ("variables" in question) {
    const { issuer, audience, keys, debug } = readEnvironment(question.variables);
    const kids = keys.flatMap((source) => source.keysFor(audience)).map(({ kid }) => kid);
    const key_sets = keys.flatMap((source) => ("url" in source ? [String(source.url)] : []));
    return { issuer, audience, kids, key_sets, debug };
  }
  if ("issue" in question) return { token: issueTestToken({ ...POLICY, ...question.issue }) };
  if ("leeway" in question) {
    const leeway = /** @type {number} */ (question.leeway);
    createVerifier({ ...POLICY, keys: sharedSecret("0123456789abcdefghijklmnopqrstuvwxyz"), leeway });
    return {};
  }
  if ("claims" in question) {
    issue ??= (await import("./issuing.mjs")).openIssuer(); // takes its time
    await (await issue)(question.claims);
    return {};
  }
  sharedSecret(question.secret);
  return {};
}

await serve(() => async (asked) => {
  const question = /** @type {Question} */ (/** @type {unknown} */ (asked));
  try {
    return /** @type {any} */ ({ ok: true, ...(await answer(question)) });
  } catch (error) {
    if (!(error instanceof ConfigurationError)) return crashed(error);
    return { ok: false, code: error.code, message: error.message };
  }
});
