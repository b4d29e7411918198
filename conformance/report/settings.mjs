/** The vectors about settings and issuing, as questions to one package: what is asked, and how its verdict reads. */
import { createHmac } from "node:crypto";
import { readVectors } from "../contract/vectors.mjs";

/**
 * @typedef {import("../verifiers/settings/index.mjs").Question} Question
 * @typedef {import("../verifiers/settings/index.mjs").Verdict} Verdict
 * @typedef {import("../verifiers/settings/index.mjs").Accepted} Accepted
 * @typedef {import("../contract/vectors.mjs").Vector} Vector
 *
 * @typedef {object} Asked
 * @property {Vector} vector
 * @property {Question} question
 * @property {string} expected
 * @property {(verdict: Verdict) => string} describe - the expected text, for the right verdict
 */

/** Good for use: the vectors that need one are not about it. */
const SECRET = "0123456789abcdefghijklmnopqrstuvwxyz";

/**
 * @param {string} folder - of the vectors
 * @returns {Asked[]} in the order of the files; `claims` can be asked of the package that has the plugin alone
 */
export function readSettings(folder) {
  return [
    ...readVectors("keys", folder).vectors.map((vector) => {
      const { secret, audience, key, kid, header } = vector;
      return about(vector, { issue: { secret, audience } }, { kid, header, key }, ({ token = "" }) =>
        describeKey(token, key ?? ""),
      );
    }),
    ...readVectors("secrets", folder).vectors.map((vector) =>
      about(vector, { secret: vector.secret }, {}, () => ({})),
    ),
    ...readVectors("issuers", folder).vectors.map((vector) => {
      const variables = { BETTER_AUTH_URL: vector.url, JWT_AUDIENCE: "api", BETTER_AUTH_SECRET: SECRET };
      const { issuer } = vector;
      return about(vector, { variables }, { issuer }, (verdict) => ({ issuer: verdict.issuer }));
    }),
    ...readVectors("environments", folder).vectors.map((vector) => {
      const { variables, issuer, audience, kids, key_sets, debug } = vector;
      const told = (/** @type {Accepted} */ verdict) => ({
        issuer: verdict.issuer,
        audience: verdict.audience,
        kids: verdict.kids,
        key_sets: verdict.key_sets,
        debug: verdict.debug,
      });
      return about(vector, { variables }, { issuer, audience, kids, key_sets, debug }, told);
    }),
    ...readVectors("policies", folder).vectors.map((vector) =>
      about(vector, { leeway: vector.leeway }, {}, () => ({})),
    ),
    ...readVectors("headers", folder).vectors.map((vector) =>
      aboutHeader(vector, readVectors("tokens", folder).policy),
    ),
    ...readVectors("claims", folder).vectors.map((vector) =>
      about(vector, { claims: vector.claims }, {}, () => ({})),
    ),
  ];
}

/**
 * @param {Vector & { code?: string, variable?: string }} vector
 * @param {Question} question
 * @param {object} told - by the right verdict, beside its being one
 * @param {(verdict: Accepted) => object} tell
 * @returns {Asked}
 */
function about(vector, question, told, tell) {
  const { code = "", variable = "" } = vector;
  return {
    vector,
    question,
    expected: vector.result === "valid" ? accepted(told) : refused(code, variable),
    describe: (verdict) => {
      if ("crash" in verdict) return `crashed: ${verdict.crash}`;
      if (verdict.ok) return accepted(tell(verdict));
      return refused(verdict.code, verdict.message.includes(variable) ? variable : "");
    },
  };
}

/**
 * Whoever issues writes this text, or another.
 *
 * @param {import("../contract/vectors.mjs").HeaderVector} vector
 * @param {{ audience: string, secrets: readonly string[] }} policy - whose key the header names
 * @returns {Asked}
 */
function aboutHeader(vector, { audience, secrets: [secret = ""] }) {
  const describe = (/** @type {boolean} */ isWritten) =>
    isWritten ? "written so" : "written in another way";
  return {
    vector,
    question: { issue: { secret, audience } },
    expected: describe(vector.result === "valid"),
    describe: (verdict) => {
      if (!("token" in verdict)) return JSON.stringify(verdict);
      const [header = ""] = verdict.token?.split(".") ?? [];
      return describe(Buffer.from(header, "base64url").toString() === vector.text);
    },
  };
}

/** @param {object} told */
const accepted = (told) => `accepted ${JSON.stringify(told)}`;

/** @param {string} code @param {string} variable - that the message names */
const refused = (code, variable) => `refused ${code}${variable && `, names ${variable}`}`;

/**
 * The key behind a token, as far as the token shows it.
 *
 * @param {string} token
 * @param {string} key - hexadecimal, expected
 */
function describeKey(token, key) {
  const [header = "", payload = "", signature = ""] = token.split(".");
  const { kid } = JSON.parse(Buffer.from(header, "base64url").toString());
  const made = createHmac("sha256", Buffer.from(key, "hex"))
    .update(`${header}.${payload}`)
    .digest("base64url");
  return { kid, header, key: made === signature ? key : "another" };
}
