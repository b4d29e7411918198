/**
 * What a server does with a request, as one line of text: its answer, and the line that it logs for a refusal.
 * Expected and observed texts are made by the same functions, and are compared letter by letter.
 */
import { headerOf } from "./response.mjs";

/** @typedef {import("./response.mjs").Response} Response */

/** Reason and route stand between the code and the end: `kid_unknown: … GET /me`. */
const REFUSAL = /\brefused (\d{3}) (\w+) (\w+): (.+) ([A-Z]+) (\/\S*)$/;

/**
 * A line of a log that reports a refusal.
 *
 * @typedef {{ status: string, code: string, word: string, sentence: string, method: string, route: string }} Refusal - the
 *   route is written alike, however its framework declares it
 */

/** @param {string} line @returns {Refusal | undefined} undefined for any other line */
export function readRefusal(line) {
  const [, status = "", code = "", word = "", sentence = "", method = "", declared = ""] =
    REFUSAL.exec(line) ?? [];
  if (status === "") return undefined;
  const route = declared.replace(/:user_id|\[user_id\]/, "{user_id}");
  return { status, code, word, sentence, method, route };
}

/** @param {Refusal} refusal */
const refusalText = ({ status, code, word, method, route }) => `${status} ${code} ${word} ${method} ${route}`;

/**
 * What the application itself answers.
 *
 * @param {unknown} body
 */
export const acceptedText = (body) => `200 ${JSON.stringify(body)}`;

/**
 * How the bridge refuses.
 *
 * @param {{ status: number, challenge: string | null, body: unknown }} answer
 * @param {{ code: string, word: string, method: string, route: string }} logged
 */
export function refusedText({ status, challenge, body }, logged) {
  const json = latin1(JSON.stringify(body));
  const headers = headersText(challenge ?? undefined, "application/problem+json", "no-store", undefined);
  return `${status} ${json} ${headers}, logged ${refusalText({ ...logged, status: `${status}`, sentence: "" })}`;
}

/**
 * @param {Response | undefined} response - undefined when the server has closed without one
 * @param {readonly Refusal[]} refusals - that it has logged meanwhile
 */
export function observedText(response, refusals) {
  const logged = refusals.map((refusal) => `, logged ${refusalText(refusal)}`).join("");
  if (response === undefined) return `no answer${logged}`;
  const { status, body } = response;
  const [challenge, type, cache, retry] = [
    "www-authenticate",
    "content-type",
    "cache-control",
    "retry-after",
  ].map((name) => headerOf(response, name));
  // To an accepted request the application answers: spelling, type and caching are its own affair.
  if (status < 300 && challenge === undefined) return `${status} ${respelled(body)}${logged}`;
  return `${status} ${body} ${headersText(challenge, type, cache, retry)}${logged}`;
}

/** @param {(string | undefined)[]} values */
const headersText = (...values) => values.map((value) => value ?? "–").join(", ");

/** The same JSON, written in one way. @param {string} body */
function respelled(body) {
  try {
    return JSON.stringify(JSON.parse(Buffer.from(body, "latin1").toString("utf8")));
  } catch {
    return body;
  }
}

/** As a body is read: one character a byte. @param {string} text */
const latin1 = (text) => Buffer.from(text, "utf8").toString("latin1");
