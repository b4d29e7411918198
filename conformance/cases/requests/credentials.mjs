// One Authorization header, and everything that is not one.
import { claims, deriveKey, deriveKid, HEADER, OLD_SECRET, token } from "../mint.mjs";
import { bearer, CALLER, ME, OTHERS_TOKEN, TOKEN } from "./callers.mjs";
import { answered, refused } from "./vector.mjs";

const BASIC = "Authorization: Basic dXNlcjpwYXNz";
const ODD = "Ünï·côdé/😀 %2F";

const good = (id, comment, headers, body = CALLER, rules = ["B1"]) =>
  answered(id, rules, comment, ME, headers, body);
const none = (id, comment, headers) =>
  refused(
    id,
    "B2",
    comment,
    ME,
    headers,
    "token_missing",
    headers.length && !/:\s*$/.test(headers[0]) ? "other_scheme" : "no_credentials",
  );
const malformed = (id, comment, value) =>
  refused(id, "B1", comment, ME, [`Authorization: ${value}`], "token_invalid", "header_malformed");
const many = (id, comment, headers) =>
  refused(id, "B1", comment, ME, headers, "token_invalid", "many_headers");

export const credentials = [
  good("own", "as clients send it", [bearer()], CALLER, ["B1", "A1", "A2"]),
  good("lower", "scheme in lower case", [`Authorization: bearer ${TOKEN}`]),
  good("name-upper", "the header's name in capitals", [`AUTHORIZATION: Bearer ${TOKEN}`]),
  good("name-lower", "the header's name in lower case, no space after it", [`authorization:Bearer ${TOKEN}`]),
  good("space-round", "white space round the value belongs to the line", [
    `Authorization:  Bearer ${TOKEN} \t`,
  ]),
  good("spaces", "three spaces between", [`Authorization: Bearer   ${TOKEN}`]),
  good(
    "scopes",
    "a token with scopes",
    [bearer(token(claims({ scope: "tasks:write tasks:read" })))],
    { ...CALLER, scopes: ["tasks:read", "tasks:write"] },
    ["C9"],
  ),
  good(
    "unicode",
    "a user id that is not ASCII",
    [bearer(token(claims({ sub: ODD })))],
    { ...CALLER, user_id: ODD },
    ["C2"],
  ),
  good(
    "old-secret",
    "a token from before the secret was changed",
    [bearer(token(undefined, { ...HEADER, kid: deriveKid(OLD_SECRET) }, { key: deriveKey(OLD_SECRET) }))],
    CALLER,
    ["K4", "H4"],
  ),
  none("none", "no header", []),
  none("empty", "an empty header", ["Authorization:"]),
  none("blank", "a header of spaces", ["Authorization:   "]),
  none("basic", "another scheme", [BASIC]),
  none("token-alone", "a token without a scheme", [`Authorization: ${TOKEN}`]),
  malformed("scheme-alone", "the scheme alone", "Bearer"),
  malformed("two-tokens", "two tokens in one header", `Bearer ${TOKEN} ${TOKEN}`),
  malformed("comma", "two credentials in one header", `Bearer ${TOKEN}, Bearer ${TOKEN}`),
  malformed("tab", "a tab between", `Bearer\t${TOKEN}`),
  malformed("quoted", "quotes", `Bearer "${TOKEN}"`),
  malformed("latin1", "a byte that is no ASCII", `Bearer ${TOKEN}\u00e7`),
  malformed("utf8", "a full-width letter, as its bytes", `Bearer \u00ef\u00bc\u00a1${TOKEN}`),
  many("two", "the same header twice", [bearer(), bearer()]),
  many("two-callers", "two callers", [bearer(), bearer(OTHERS_TOKEN)]),
  many("two-names", "the name in two spellings", [bearer(), `AUTHORIZATION: Bearer ${OTHERS_TOKEN}`]),
  many("two-apart", "another header between", [bearer(), "Accept: */*", bearer(OTHERS_TOKEN)]),
  many("two-bad-good", "a bad one first", ["Authorization: Bearer aaa.bbb.ccc", bearer()]),
  many("two-good-bad", "a bad one after", [bearer(), "Authorization: Bearer aaa.bbb.ccc"]),
  many("two-basic-bearer", "another scheme first", [BASIC, bearer()]),
  many("two-bearer-basic", "another scheme after", [bearer(), BASIC]),
  many("two-basic", "another scheme twice", [BASIC, BASIC]),
  many("two-empty", "an empty one after", [bearer(), "Authorization:"]),
  many("joined", "another scheme and a bearer, joined on the way", [`${BASIC}, Bearer ${TOKEN}`]),
];
