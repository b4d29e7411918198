/** The column of a package: what its verifier and its settings say, by its published entry points. */
import { knownToken, readVectors, withToken } from "../contract/vectors.mjs";
import { openVerifier } from "../verifiers/index.mjs";
import { openSettings } from "../verifiers/settings/index.mjs";
import { readSettings } from "./settings.mjs";

/**
 * @typedef {import("./table.mjs").Column} Column
 * @typedef {import("../contract/vectors.mjs").TokenVector} TokenVector
 * @typedef {import("../verifiers/index.mjs").Verdict} Verdict
 */

/** @type {readonly { name: "typescript" | "python", title: string }[]} */
export const PACKAGES = [
  { name: "typescript", title: "TypeScript" },
  { name: "python", title: "Python" },
];

/**
 * @param {(typeof PACKAGES)[number]} which
 * @param {string} folder - of the vectors
 * @returns {Promise<Column>}
 */
export async function packageColumn({ name, title }, folder) {
  return {
    title,
    results: [
      ...(await settingsResults(name, folder)),
      ...(await tokenResults(name, folder)),
      ...(await keySetResults(name, "jwks-tokens", folder)),
      ...(await keySetResults(name, "compatibility-tokens", folder)),
    ],
  };
}

/** @param {"typescript" | "python"} name @param {string} folder @returns {Promise<Column["results"]>} */
async function settingsResults(name, folder) {
  // Only the TypeScript package issues tokens with an application's claims.
  const asked = readSettings(folder).filter(
    ({ question }) => name === "typescript" || !("claims" in question),
  );
  const settings = await openSettings(name);
  const verdicts = await settings.verdicts(asked.map(({ question }) => question));
  await settings.close();
  return asked.map(({ vector: { id, kind }, expected, describe }, at) => {
    const verdict = verdicts[at];
    return { id, kind, expected, got: verdict ? describe(verdict) : "no verdict" };
  });
}

/** @param {"typescript" | "python"} name @param {string} folder @returns {Promise<Column["results"]>} */
async function tokenResults(name, folder) {
  const { policy, vectors: tokens } = readVectors("tokens", folder);
  const known = knownToken(tokens);
  const asked = [
    ...tokens.map((vector) => ({ vector, question: vector, verdict: vector })),
    ...readVectors("bearer", folder).vectors.map((vector) => {
      const { header, now, verdict } = withToken(vector, known);
      return { vector, question: { header, now }, verdict };
    }),
  ];
  return judge(name, policy, asked);
}

/**
 * @param {"typescript" | "python"} name
 * @param {"jwks-tokens" | "compatibility-tokens"} file
 * @param {string} folder
 * @returns {Promise<Column["results"]>}
 */
async function keySetResults(name, file, folder) {
  const { policy, vectors } = readVectors(file, folder);
  return judge(
    name,
    policy,
    vectors.map((vector) => ({ vector, question: vector, verdict: vector })),
  );
}

/**
 * @param {"typescript" | "python"} name
 * @param {import("../verifiers/index.mjs").Policy} policy
 * @param {readonly { vector: import("../contract/vectors.mjs").Vector, question: import("../verifiers/index.mjs").Question,
 *   verdict: Parameters<typeof expectedText>[0] }[]} asked
 * @returns {Promise<Column["results"]>}
 */
async function judge(name, policy, asked) {
  const verifier = await openVerifier(name, policy);
  const verdicts = await verifier.verdicts(asked.map(({ question }) => question));
  await verifier.close();
  return asked.map(({ vector: { id, kind }, verdict }, at) => ({
    id,
    kind,
    expected: expectedText(verdict),
    got: gotText(verdicts[at]),
  }));
}

/** @param {Pick<TokenVector, "result" | "code" | "reason"> & Partial<TokenVector>} vector */
function expectedText({ result, code, reason, user_id, session_id, scopes = [] }) {
  if (result === "invalid") return `${code} ${reason}`;
  return `accepted ${JSON.stringify({ user_id, session_id, scopes: [...scopes].sort() })}`;
}

/** @param {Verdict | undefined} verdict */
function gotText(verdict) {
  if (verdict === undefined) return "no verdict";
  if ("crash" in verdict) return `crashed: ${verdict.crash}`;
  if (!verdict.ok) return `${verdict.code} ${verdict.reason.split(":")[0]}`;
  const { user_id, session_id, scopes } = verdict;
  return `accepted ${JSON.stringify({ user_id, session_id, scopes })}`;
}
