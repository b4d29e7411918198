/** Requests to `/me` that no well-behaved client sends: the lines of their headers, byte by byte. */
import { answersOf } from "./cases.mjs";
import { knownToken } from "./vectors.mjs";

export const KNOWN = knownToken();
const { token } = KNOWN;
const [head, tail] = [token.slice(0, 100), token.slice(100)];
const answers = answersOf();

const accepted = answers.me(KNOWN);
const refused = (/** @type {string} */ code, /** @type {string} */ word) =>
  answers.refused(code, word, "/me");
const many = refused("token_invalid", "many_headers");
const malformed = refused("token_invalid", "header_malformed");
const other = refused("token_missing", "other_scheme");

const bearer = `Authorization: Bearer ${token}`;

/**
 * What every HTTP parser hands on, beyond requests.json: all servers say the same.
 *
 * @type {readonly { what: string, headers: string[], expected: string }[]}
 */
export const DECIDED = [
  { what: "two headers, the first empty", headers: ["Authorization:", bearer], expected: many },
  { what: "two headers, both empty", headers: ["Authorization:", "Authorization:"], expected: many },
  { what: "three headers", headers: [bearer, bearer, bearer], expected: many },
  { what: "the name in mixed case", headers: [`aUtHoRiZaTiOn: Bearer ${token}`], expected: accepted },
  { what: "tabs round the value", headers: [`Authorization:\t\tBearer ${token}\t \t`], expected: accepted },
  { what: "a space in the token", headers: [`Authorization: Bearer ${head} ${tail}`], expected: malformed },
  { what: "the byte A0 for the space", headers: [`Authorization: Bearer\xa0${token}`], expected: other },
  { what: "the byte A0 before the scheme", headers: [`Authorization: \xa0Bearer ${token}`], expected: other },
  {
    what: "the byte A0 after the token",
    headers: [`Authorization: Bearer ${token}\xa0`],
    expected: malformed,
  },
  {
    what: "the byte 85 after the token",
    headers: [`Authorization: Bearer ${token}\x85`],
    expected: malformed,
  },
  { what: "no UTF-8", headers: [`Authorization: Bearer ${head}\xff\xfe${tail}`], expected: malformed },
];

/**
 * A line that is folded at a space, which a server may refuse, or unfold, with spaces for the fold (RFC 9112 §5.2): then it is a
 * good one.
 *
 * @type {readonly { what: string, headers: string[] }[]}
 */
export const FOLDED = [
  { what: "before the scheme", headers: [`Authorization:\r\n Bearer ${token}`] },
  { what: "between scheme and token", headers: [`Authorization: Bearer\r\n ${token}`] },
];

/**
 * What is not HTTP, or hardly: each server's parser is free to answer 400 or to hang up before the application is
 * reached (`why`), and they differ. Nobody may make a caller out of it.
 *
 * @type {readonly { what: string, why: string, headers: string[] }[]}
 */
export const MALFORMED = [
  { what: "a NUL in the token", why: "RFC 9110 §5.5", headers: [`Authorization: Bearer ${head}\0${tail}`] },
  { what: "a NUL after the token", why: "RFC 9110 §5.5", headers: [`Authorization: Bearer ${token}\0`] },
  {
    what: "a bare CR in the token",
    why: "RFC 9112 §2.2",
    headers: [`Authorization: Bearer ${head}\r${tail}`],
  },
  {
    what: "a bare LF in the token",
    why: "RFC 9112 §2.2",
    headers: [`Authorization: Bearer ${head}\n${tail}`],
  },
  {
    what: "a control character in the token",
    why: "RFC 9110 §5.5",
    headers: [`Authorization: Bearer ${head}\x01${tail}`],
  },
  {
    what: "a token folded over two lines",
    why: "RFC 9112 §5.2",
    headers: [`Authorization: Bearer ${head}\r\n ${tail}`],
  },
  {
    what: "a fold with a tab",
    why: "RFC 9112 §5.2",
    headers: [`Authorization: Bearer ${head}\r\n\t${tail}`],
  },
  { what: "a space before the colon", why: "RFC 9112 §5.1", headers: [`Authorization : Bearer ${token}`] },
  { what: "a space before the name", why: "RFC 9112 §2.2", headers: [` Authorization: Bearer ${token}`] },
  { what: "a line without a colon", why: "RFC 9112 §5", headers: [`Authorization Bearer ${token}`] },
  { what: "a NUL in the name", why: "RFC 9110 §5.1", headers: [`Author\0ization: Bearer ${token}`] },
  {
    what: "a header of 100,000 bytes",
    why: "RFC 9110 §5.4",
    headers: [`Authorization: Bearer ${"a".repeat(100_000)}`],
  },
];
