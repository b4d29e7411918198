// What differential fuzzing has found: each was once answered differently by the two languages. Unlike other vectors
// they have two faults: which of them is named must not depend on the order in which a parser meets them.
import { CLAIMS, rawClaim, token } from "../mint.mjs";
import { bad } from "./vector.mjs";

const open = (text) => token(text.slice(0, -1));
const deep = `${"[".repeat(16)}${"]".repeat(16)}`;
const and = (members) => token(`${JSON.stringify(CLAIMS).slice(0, -1)},${members}}`);

export const found = [
  ["number-open", "P1", "1e400, and no end", open(rawClaim("x", "1e400")), "payload_json"],
  [
    "duplicate-open",
    "P1",
    "a repeated name, and no end",
    open(rawClaim("x", '{"a":1,"a":2}')),
    "payload_json",
  ],
  ["number-array", "P1", "1e400 in an array that is no claims set", token("[1e400]"), "payload_json"],
  ["number-deep", "P3", "1e400, then too deep", and(`"x":1e400,"y":${deep}`), "payload_json"],
  ["number-surrogate", "P4", "1e400, then a lone surrogate", and('"x":1e400,"y":"\\ud800"'), "payload_json"],
  ["number-lost", "P2", "1e400 in the first of two members", and('"x":1e400,"x":1'), "payload_duplicate"],
  [
    "number-duplicate",
    "P2",
    "1e400, then a repeated name",
    and('"x":1e400,"y":{"a":1,"a":2}'),
    "payload_duplicate",
  ],
  [
    "duplicate-number",
    "P2",
    "a repeated name, then 1e400",
    and('"x":{"a":1,"a":2},"y":1e400'),
    "payload_duplicate",
  ],
  [
    "surrogate-lost",
    "P2",
    "a lone surrogate in the first of two members",
    and('"x":"\\ud800","x":1'),
    "payload_duplicate",
  ],
].map(([id, rule, comment, text, reason]) => bad(`faults-${id}`, rule, comment, text, reason));
