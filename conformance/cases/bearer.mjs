import { ofKind } from "./vector.mjs";

/** `header`: the value as a client sends it, null for none. */
const good = (id, comment, header, token = "aaa.bbb.ccc") => ({
  id: `bearer-${id}`,
  rules: ["B1"],
  comment,
  header,
  result: "valid",
  token,
});
const bad = (id, comment, header, reason, rule = "B1") => ({
  id: `bearer-${id}`,
  rules: [rule],
  comment,
  header,
  result: "invalid",
  code: rule === "B2" ? "token_missing" : "token_invalid",
  reason,
});

export const bearer = ofKind("Authorization header", [
  good("plain", "as clients send it", "Bearer aaa.bbb.ccc"),
  good("lower", "scheme in lower case", "bearer aaa.bbb.ccc"),
  good("upper", "scheme in capitals", "BEARER aaa.bbb.ccc"),
  good("spaces", "three spaces", "Bearer   aaa.bbb.ccc"),
  bad("none", "no header", null, "no_credentials", "B2"),
  bad("empty", "an empty header", "", "no_credentials", "B2"),
  bad("basic", "another scheme", "Basic dXNlcjpwYXNz", "other_scheme", "B2"),
  bad(
    "token-alone",
    "a token without a scheme is another scheme's name",
    "aaa.bbb.ccc",
    "other_scheme",
    "B2",
  ),
  bad("prefix", "a scheme that begins alike", "BearerX aaa.bbb.ccc", "other_scheme", "B2"),
  bad("no-space", "no space", "Beareraaa.bbb.ccc", "other_scheme", "B2"),
  bad("only", "the scheme alone", "Bearer", "header_malformed"),
  bad("only-space", "the scheme and a space", "Bearer ", "header_malformed"),
  bad("tab", "a tab between", "Bearer\taaa.bbb.ccc", "header_malformed"),
  bad("two-tokens", "two tokens", "Bearer aaa.bbb.ccc aaa.bbb.ccc", "header_malformed"),
  bad(
    "comma",
    "two credentials folded into one header",
    "Bearer aaa.bbb.ccc, Bearer aaa.bbb.ccc",
    "header_malformed",
  ),
  bad("trailing-space", "a space after", "Bearer aaa.bbb.ccc ", "header_malformed"),
  bad("quoted", "quotes", 'Bearer "aaa.bbb.ccc"', "header_malformed"),
  bad("parameter", "a parameter", "Bearer token=aaa.bbb.ccc", "header_malformed"),
  bad("non-ascii", "a letter outside ASCII", "Bearer aaa.bbb.ccç", "header_malformed"),
]);
