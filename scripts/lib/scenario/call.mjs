/** A request to an API, held against what it must be answered. */
import { holdsForeign } from "../isolation/actors.mjs";
import { send } from "./request.mjs";
import { judge } from "./verdict.mjs";
import { readToken } from "./world.mjs";

/**
 * @typedef {import("./world.mjs").World} World
 * @typedef {import("./system.mjs").Server} Server
 * @typedef {import("../isolation/operations.mjs").Operation} Operation
 */
/**
 * @typedef {object} Call
 * @property {Server} server
 * @property {string} token
 * @property {(span: import("./spans.mjs").Span) => import("./ledger.mjs").Expected} expected
 * @property {string} what - whose token it is, for the findings
 * @property {import("./world.mjs").Person} person - who asks
 * @property {string} path - of somebody's tasks
 * @property {Operation} operation
 */

/** @param {World} world @param {Call} call @returns {Promise<import("./verdict.mjs").Verdict["outcome"]>} */
export async function call(world, { server, token, expected, what, person, path, operation }) {
  const { findings, outages } = world;
  const { method, suffix, template, body, key } = operation;
  const headers = { authorization: `Bearer ${token}`, ...(key && { "idempotency-key": key }) };
  const answer = await send(server, `${path}${suffix}`, { method, headers, body });
  const { span, status } = answer;
  const request = `${what}: ${method} /api/{user_id}/tasks${template} at ${server.name}`;
  const isExcused = isExcusedAt(world, server.name, token, answer);
  const must = expected(span);
  const { outcome, wrong } = judge(status, { expected: must, isExcused, isForbidden: outages.forbid(span) });
  findings.count(`API ${outcome}`);
  if (outcome !== "unavailable") findings.count(must === "either" ? "either way" : `had to ${must}`);
  if (wrong) findings.add(wrong.fault, wrong.what, request);
  if (outcome === "unavailable") operation.lost?.();
  if (holdsForeign(world, person, answer.text) || holdsForeign(world, person, answer.headers))
    findings.add("foreign row", `${status} with something of another user's`, request);
  else if (outcome === "accepted" && must !== "refuse") {
    const fault = operation.judge({ status, text: answer.text, headers: answer.headers });
    if (fault) findings.add(/^\d/.test(fault) ? "wrong answer" : "lost write", fault, request);
  }
  return outcome;
}

/** @param {World} world @param {string} api @param {string} token @param {import("./request.mjs").Answer} answer */
function isExcusedAt({ outages, findings }, api, token, { status, text, span }) {
  if (status !== 503 || !text.includes("verification_unavailable")) {
    return outages.excuse([api, "postgres"], span);
  }
  findings.count("API cannot verify");
  if (outages.excusesStale(span)) return true;
  // The keys of the key set come from the web app, and it reads them in its database.
  return isOfKeyPair(token) && outages.excusesKeys(api, span);
}

/** @param {string} token */
const isOfKeyPair = (token) => readToken(token, 0).alg !== "HS256";

/** A list of which nothing is known but its status. @param {number} status @returns {Operation} */
export const look = (status) => ({
  method: "GET",
  suffix: "",
  template: "",
  judge: (answer) => (answer.status === status ? undefined : `${answer.status} in place of ${status}`),
});
