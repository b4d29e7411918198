/** The vectors as requests: what goes out to a server, and what has to come of it. */
import { acceptedText, refusedText } from "./observation.mjs";
import { requestBytes } from "./request.mjs";
import { knownToken, readVectors, VECTORS, withToken } from "./vectors.mjs";

/**
 * @typedef {object} Case
 * @property {string} id - of the vector
 * @property {string} kind - of the vector
 * @property {boolean} debug - whether it is for servers that run with AUTH_DEBUG=1
 * @property {number} now - seconds since 1970
 * @property {Buffer} bytes
 * @property {string} expected - as observation.mjs writes it
 * @property {readonly number[]} elsewhere - statuses with which a framework may turn it away before the bridge is asked
 *
 * @typedef {import("./vectors.mjs").TokenVector} TokenVector
 * @typedef {import("./vectors.mjs").RequestVector} RequestVector
 */

/** What a token may look like in the header (RFC 6750 §2.1); anything else is refused before it counts as one. */
const B64TOKEN = /^[\w.~+/-]+=*$/;
/** What can stand in a header and comes through as it is (RFC 9110 §5.5). */
const FIELD_VALUE = /^(?![ \t])[\t\P{Cc}]*(?<![ \t])$/u;
const OWNED = "/api/{user_id}/tasks";

/**
 * Every vector that can be asked over HTTP, in the order of its files.
 *
 * @param {string} [folder] - of the vectors
 * @returns {Case[]}
 */
export function readCases(folder = VECTORS) {
  const tokens = readVectors("tokens", folder).vectors;
  const requests = readVectors("requests", folder).vectors;
  const known = knownToken(tokens);
  const answer = answersOf(requests);
  /** @type {(given: import("./vectors.mjs").Vector & Partial<Case>, rest: Pick<Case, "now" | "bytes" | "expected">) => Case} */
  const make = ({ id, kind }, rest) => ({ id, kind, debug: false, elsewhere: [], ...rest });
  const me = (/** @type {string | null} */ value) =>
    requestBytes({ target: "/me", headers: value === null ? [] : [`Authorization: ${value}`] });

  return [
    ...tokens
      .filter(({ token }) => FIELD_VALUE.test(token))
      .map((vector) =>
        make(vector, { now: vector.now, bytes: me(`Bearer ${vector.token}`), expected: answer.me(vector) }),
      ),
    ...readVectors("bearer", folder)
      .vectors.filter(({ header }) => FIELD_VALUE.test(header ?? ""))
      .map((vector) => {
        const { header, now, verdict } = withToken(vector, known);
        return make(vector, { now, bytes: me(header), expected: answer.me(verdict) });
      }),
    ...readVectors("paths", folder).vectors.map((vector) => {
      const { path, token, now, sub, statuses } = vector;
      const bytes = requestBytes({ target: path, headers: [`Authorization: Bearer ${token}`] });
      const expected =
        vector.result === "valid"
          ? acceptedText({ user_id: sub })
          : answer.refused("user_mismatch", "path_user", OWNED);
      return {
        ...make(vector, { now, bytes, expected }),
        elsewhere: statuses.filter((status) => ![200, 403].includes(status)),
      };
    }),
    ...requests.map((vector) => {
      const { door, debug, now, request, status, challenge, body, code, reason } = vector;
      const logged = { code, word: reason, method: request.method, route: door };
      const expected =
        vector.result === "valid" ? acceptedText(body) : refusedText({ status, challenge, body }, logged);
      return { ...make(vector, { now, bytes: requestBytes(request), expected }), debug };
    }),
  ];
}

/**
 * What is answered for each code: as requests.json has it.
 *
 * @param {readonly RequestVector[]} [requests]
 */
export function answersOf(requests = readVectors("requests").vectors) {
  const refused = (/** @type {string} */ code, /** @type {string} */ word, /** @type {string} */ route) => {
    const vector = requests.find((each) => each.code === code && !each.debug);
    if (vector === undefined) throw new Error(`requests.json has no refusal with the code ${code}`);
    return refusedText(vector, { code, word, method: "GET", route });
  };
  /** @param {Pick<TokenVector, "result" | "code" | "reason"> & Partial<TokenVector>} vector */
  const me = ({ result, user_id, session_id, scopes = [], code, reason, token }) => {
    if (result === "valid") return acceptedText({ user_id, session_id, scopes: [...scopes].sort() });
    return refused(code, token === undefined || B64TOKEN.test(token) ? reason : "header_malformed", "/me");
  };
  return { refused, me };
}

/**
 * What a framework's router answers by itself to a vector, beside the statuses that the vector has.
 *
 * @type {Readonly<Record<string, Readonly<Record<string, number>>>>}
 */
const ROUTERS = {
  // Next 16 has 500 for a path that it cannot decode, and sends whoever writes a backslash to the same path with slashes.
  Next: {
    "path-overlong": 500,
    "path-not-utf8": 500,
    "path-not-utf8-kept": 500,
    "path-surrogate": 500,
    "path-percent-bare": 500,
    "path-percent-not-hex": 500,
    "path-percent-u": 500,
    "path-backslash-in-id-bare": 308,
  },
};

/**
 * What was expected and what came, the same text where they agree.
 *
 * @param {Pick<Case, "expected"> & Partial<Case>} asked
 * @param {Awaited<ReturnType<import("./asking.mjs").Asking["ask"]>>} observed
 */
export function compare({ id = "", expected, elsewhere = [] }, { title, text, response, refusals }) {
  const statuses = [...elsewhere, ROUTERS[title]?.[id]];
  const isElsewhere = refusals.length === 0 && statuses.includes(response?.status ?? 0);
  return { expected, got: isElsewhere ? expected : text };
}
