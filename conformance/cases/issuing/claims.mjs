import { ofKind } from "../vector.mjs";

/** `claims`: what an application adds. */
const good = (id, comment, claims) => ({
  id: `claims-${id}`,
  rules: ["C10"],
  comment,
  claims,
  result: "valid",
});
const bad = (id, comment, claims, code = "claim_reserved") => ({
  id: `claims-${id}`,
  rules: ["C10"],
  comment,
  claims,
  result: "invalid",
  code,
});

export const claims = ofKind("issuing", [
  good("none", "nothing", {}),
  good("role", "a name of its own", { role: "admin" }),
  ...["iss", "aud", "sub", "sid", "jti", "iat", "exp", "nbf"].map((name) =>
    bad(name, `a reserved name: ${name}`, { [name]: "x" }),
  ),
]);
