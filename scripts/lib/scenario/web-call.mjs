/** A request to the web app, held against what it must be answered. */
import { choose, send } from "./request.mjs";
import { judgeWeb } from "./verdict.mjs";

/**
 * @typedef {object} WebCall
 * @property {string} what - somebody does with it
 * @property {string} path - below Better Auth's
 * @property {string} address - that it comes from
 * @property {import("../isolation/random.mjs").Random} random
 * @property {"GET" | "POST"} [method]
 * @property {object} [body]
 * @property {import("./world.mjs").OwnSession} [session] - whose cookie is sent
 * @property {import("./ledger.mjs").Ending[]} [endings] - that are asked for
 * @property {(span: import("./spans.mjs").Span) => import("./ledger.mjs").Expected} [expected] - unless the session says it
 */

/** @param {import("./world.mjs").World} world @param {WebCall} call */
export async function askWeb({ system, ledger, outages, findings }, call) {
  const { what, path, address, random, method = "POST", body, session, endings = [] } = call;
  const server = choose(system.webs, random);
  const headers = {
    origin: system.origin,
    "x-forwarded-for": address,
    ...(session && { cookie: session.cookie }),
  };
  const answer = await send(server, `/api/auth${path}`, { method, headers, body });
  const { span, status } = answer;
  const needed = [server.name, "postgres", ...(endings.length > 0 ? ["redis"] : [])];
  const known = session ? ledger.expectedOfSession(session, span) : "accept";
  const expected = call.expected?.(span) ?? known;
  const isBlind = expected === "accept" && outages.excuse(["postgres"], span);
  const isExcused = outages.excuse(needed, span);
  const { outcome, wrong } = judgeWeb(status, { expected, isExcused, isBlind });
  const request = `${what} at ${server.name}`;
  findings.count(`web ${outcome}`);
  if (status === 401 && isBlind) findings.count("web blind");
  if (wrong) findings.add(wrong.fault, wrong.what, request);
  if (outcome !== "accepted") return { ...answer, outcome };
  if (status === 200) findings.count(what);
  else findings.add("wrong answer", `${status} in place of 200`, request);
  return { ...answer, outcome: status === 200 ? outcome : /** @type {const} */ ("unavailable") };
}
