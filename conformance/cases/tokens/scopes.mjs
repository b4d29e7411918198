import { claims, token } from "../mint.mjs";
import { bad, good } from "./vector.mjs";

export const scopes = [
  good("scope-two", "C9", "two scopes", token(claims({ scope: "tasks:read tasks:write" })), {
    scopes: ["tasks:read", "tasks:write"],
  }),
  good("scope-one", "C9", "one scope", token(claims({ scope: "tasks:read" })), { scopes: ["tasks:read"] }),
  good("scope-same", "C9", "a scope named twice", token(claims({ scope: "a b a" })), { scopes: ["a", "b"] }),
  good("scope-case", "C9", "scopes that differ in case", token(claims({ scope: "a A" })), {
    scopes: ["a", "A"],
  }),
  good(
    "scope-no-break-space",
    "C9",
    "only U+0020 separates, not U+00A0",
    token(claims({ scope: "a\u00a0b" })),
    { scopes: ["a\u00a0b"] },
  ),
  good("scope-comma", "C9", "nor a comma", token(claims({ scope: "a,b" })), { scopes: ["a,b"] }),
  good(
    "scope-proto",
    "C9",
    "a name that every JavaScript object has",
    token(claims({ scope: "__proto__ constructor" })),
    {
      scopes: ["__proto__", "constructor"],
    },
  ),
  good("scope-absent", "C9", "no such claim", token()),
  good(
    "scp",
    ["C9", "C10"],
    "another issuer's name for it means nothing",
    token(claims({ scp: ["admin"], scopes: "admin" })),
  ),
  good("scope-empty", "C9", "none", token(claims({ scope: "" }))),
  bad("scope-array", "C9", "an array", token(claims({ scope: ["tasks:read"] })), "claim_type"),
  ...[
    ["null", null],
    ["number", 1],
    ["bool", true],
    ["object", { "tasks:read": true }],
    ["array-empty", []],
  ].map(([kind, scope]) =>
    bad(`scope-${kind}`, "C9", `scope: ${kind}`, token(claims({ scope })), "claim_type"),
  ),
  bad("scope-trailing-space", "C9", "a space after", token(claims({ scope: "a " })), "claim_value"),
  bad("scope-space", "C9", "a space and nothing", token(claims({ scope: " " })), "claim_value"),
  bad("scope-double-space", "C9", "two spaces", token(claims({ scope: "a  b" })), "claim_value"),
  bad("scope-leading-space", "C9", "a space before", token(claims({ scope: " a" })), "claim_value"),
];
