import { NOW } from "../mint.mjs";
import { ofKind } from "../vector.mjs";

/** `entry`: what a line or an element of a stream holds. */
const entry = (id, comment, value, result = "invalid") => ({
  id: `entry-${id}`,
  rules: ["R1"],
  comment,
  entry: value,
  result,
});

const UNTIL = NOW + 365;

export const entries = ofKind("revocation", [
  entry("session", "a session", { sid: "session-a", until: UNTIL }, "valid"),
  entry("user", "a user, up to a moment", { sub: "user-a", before: NOW, until: UNTIL }, "valid"),
  entry("fractions", "parts of seconds", { sub: "user-a", before: NOW + 0.125, until: UNTIL + 0.5 }, "valid"),
  entry("order", "another order", { until: UNTIL, sub: "user-a", before: NOW }, "valid"),
  entry("unicode", "an id that is not ASCII", { sid: "größe-😀", until: UNTIL }, "valid"),
  entry("empty", "nothing", {}),
  entry("cursor", "a cursor is none", { cursor: "1750000000000" }),
  entry("no-until", "no end", { sid: "session-a" }),
  entry("no-before", "a user without a moment", { sub: "user-a", until: UNTIL }),
  entry("both", "a session and a user", { sid: "session-a", sub: "user-a", before: NOW, until: UNTIL }),
  entry("session-before", "a session with a moment", { sid: "session-a", before: NOW, until: UNTIL }),
  entry("more", "one member more", { sid: "session-a", until: UNTIL, iss: "http://localhost:3000" }),
  entry("case", "capitals", { Sid: "session-a", until: UNTIL }),
  entry("sid-empty", "an empty id of a session", { sid: "", until: UNTIL }),
  entry("sub-empty", "an empty id of a user", { sub: "", before: NOW, until: UNTIL }),
  entry("sid-number", "an id that is a number", { sid: 7, until: UNTIL }),
  entry("sid-null", "an id that is null", { sid: null, until: UNTIL }),
  entry("until-text", "an end in a text", { sid: "session-a", until: String(UNTIL) }),
  entry("until-boolean", "an end that is true", { sid: "session-a", until: true }),
  entry("until-null", "an end that is null", { sid: "session-a", until: null }),
  entry("before-text", "a moment in a text", { sub: "user-a", before: String(NOW), until: UNTIL }),
  entry("before-boolean", "a moment that is true", { sub: "user-a", before: true, until: UNTIL }),
]);
