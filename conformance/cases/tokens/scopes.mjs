import { claims, token } from "../mint.mjs";
import { bad, good } from "./vector.mjs";

export const scopes = [
  good("scope-two", "C9", "two scopes", token(claims({ scope: "tasks:read tasks:write" })), {
    scopes: ["tasks:read", "tasks:write"],
  }),
  good("scope-empty", "C9", "none", token(claims({ scope: "" }))),
  bad("scope-array", "C9", "an array", token(claims({ scope: ["tasks:read"] })), "claim_type"),
  bad("scope-double-space", "C9", "two spaces", token(claims({ scope: "a  b" })), "claim_value"),
  bad("scope-leading-space", "C9", "a space before", token(claims({ scope: " a" })), "claim_value"),
];
