import { ofKind } from "../vector.mjs";

const RESERVED = ["iss", "aud", "sub", "sid", "jti", "iat", "exp", "nbf"];

/** `claims`: what an application adds. */
const good = (id, comment, claims, rule = "C10") => ({
  id: `claims-${id}`,
  rules: [rule],
  comment,
  claims,
  result: "valid",
});
const bad = (id, rule, comment, claims, code = "claims_invalid") => ({
  id: `claims-${id}`,
  rules: [rule],
  comment,
  claims,
  result: "invalid",
  code,
});
/** A value nested this deep. */
const nested = (depth) => (depth === 0 ? 1 : [nested(depth - 1)]);

export const claims = ofKind("issuing", [
  good("none", "nothing", {}),
  good("role", "a name of its own", { role: "admin" }),
  good("several", "several, of every type", {
    role: null,
    team: 7,
    beta: true,
    plan: { name: "free", limits: [1, 2.5] },
  }),
  good("case", "a reserved name in capitals is another name", { SUB: "user-b", Exp: 0 }),
  good("azp", "other registered names", { azp: "web", auth_time: 1_750_000_000, act: { sub: "support" } }),
  good("proto", "a name that every JavaScript object has", JSON.parse('{"__proto__":"x","constructor":"y"}')),
  good("unicode", "a name and a value that are not ASCII", { größe: "😀" }),
  good("scope", "scopes", { scope: "tasks:read tasks:write" }, "C9"),
  good("scope-empty", "no scopes", { scope: "" }, "C9"),
  good("depth-16", "as deep as is allowed", { x: nested(15) }, "P3"),
  ...RESERVED.map((name) => bad(name, "C10", `a reserved name: ${name}`, { [name]: "x" }, "claim_reserved")),
  ...RESERVED.map((name) =>
    bad(
      `${name}-null`,
      "C10",
      `a reserved name, and nothing in it: ${name}`,
      { role: "admin", [name]: null },
      "claim_reserved",
    ),
  ),
  bad("scope-array", "C9", "scopes in an array", { scope: ["tasks:read"] }),
  bad("scope-spaces", "C9", "two spaces between scopes", { scope: "a  b" }),
  bad("scope-null", "C9", "null for no scopes", { scope: null }),
  bad("depth-17", "P3", "one deeper", { x: nested(16) }),
  bad("surrogate", "P4", "a lone surrogate in a value", { x: "\ud800" }),
  bad("surrogate-name", "P4", "a lone surrogate in a name", { "\udc00": 1 }),
  bad("too-long", "T1", "more than fits into a token", { x: "x".repeat(8192) }),
]);
