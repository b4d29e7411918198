import { b64, CLAIMS, deriveKey, deriveKid, HEADER, KID, OLD_SECRET, token } from "../mint.mjs";
import { bad, good } from "./vector.mjs";

const header = (changes) => token(CLAIMS, { ...HEADER, ...changes });
const OPEN = JSON.stringify(HEADER).slice(0, -1);
/** The header with one member more, its JSON written literally. */
const withMember = (name, json = '["x"]') => token(CLAIMS, `${OPEN},${JSON.stringify(name)}:${json}}`);

const unreadable = [
  ["header-not-json", "not JSON", "hello"],
  ["header-array", "an array", "[]"],
  ["header-string", "a string", '"alg"'],
  ["header-null", "null", "null"],
  ["header-number", "a number", "1"],
  ["header-not-utf8", "not UTF-8", Buffer.from([0x7b, 0xff, 0x7d])],
  ["header-utf16", "UTF-16", Buffer.from(JSON.stringify(HEADER), "utf16le")],
  ["header-bom", "a byte order mark", `\ufeff${JSON.stringify(HEADER)}`],
  ["header-trailing", "something after it", `${JSON.stringify(HEADER)}x`],
  ["header-comma", "a comma too many", `${OPEN},}`],
  ["header-single-quotes", "single quotes", JSON.stringify(HEADER).replaceAll('"', "'")],
  ["header-comment", "a comment", `/**/${JSON.stringify(HEADER)}`],
  ["header-duplicate", "alg twice", `{"alg":"HS256","alg":"HS256","typ":"at+jwt","kid":"${KID}"}`],
  ["header-duplicate-none", "alg twice, first none", `{"alg":"none",${JSON.stringify(HEADER).slice(1)}`],
  ["header-duplicate-escaped", "alg twice, one of them escaped", `${OPEN},"\\u0061lg":"HS256"}`],
  ["header-surrogate", "a lone surrogate", `{"alg":"HS256","typ":"at+jwt","kid":"\\ud800"}`],
  [
    "header-deep",
    "nested 17 deep",
    `{"alg":"HS256","typ":"at+jwt","kid":${"[".repeat(16)}${"]".repeat(16)}}`,
  ],
];
const foreign = [
  ...[
    "jwk",
    "jku",
    "x5u",
    "x5c",
    "x5t",
    "x5t#S256",
    "crit",
    "b64",
    "zip",
    "cty",
    "enc",
    "epk",
    "p2c",
    "iss",
    "exp",
  ],
  ...["", "ALG", "constructor", "toString"],
];
const types = ["number", "null", "bool", "array", "object"];
const VALUES = { number: 1, null: null, bool: true, array: ["HS256"], object: {} };

export const headers = [
  good(
    "header-order",
    "H1",
    "members in another order",
    token(CLAIMS, { kid: KID, typ: "at+jwt", alg: "HS256" }),
  ),
  good("header-spaces", "H1", "JSON white space", token(CLAIMS, JSON.stringify(HEADER, null, 1))),
  good(
    "header-escaped",
    ["H1", "H2", "H3", "H4"],
    "letters written as escapes",
    token(
      CLAIMS,
      `{"\\u0061lg":"HS\\u0032\\u0035\\u0036","typ":"at\\u002bjwt","kid":"\\u0041${KID.slice(1)}"}`,
    ),
  ),
  good(
    "header-old-key",
    ["H4", "S1"],
    "the second secret of the ring",
    token(CLAIMS, { ...HEADER, kid: deriveKid(OLD_SECRET) }, { key: deriveKey(OLD_SECRET) }),
  ),
  ...unreadable.map(([id, comment, text]) => bad(id, "H1", comment, token(CLAIMS, text), "header_json")),
  bad("header-empty", "H1", "no member", token(CLAIMS, "{}"), "header_members"),
  bad("header-no-alg", "H1", "no alg", token(CLAIMS, { typ: "at+jwt", kid: KID }), "header_members"),
  bad("header-no-typ", "H1", "no typ", token(CLAIMS, { alg: "HS256", kid: KID }), "header_members"),
  bad("header-no-kid", "H1", "no kid", token(CLAIMS, { alg: "HS256", typ: "at+jwt" }), "header_members"),
  bad(
    "header-kid-upper",
    "H1",
    "KID in place of kid",
    token(CLAIMS, { alg: "HS256", typ: "at+jwt", KID }),
    "header_members",
  ),
  ...["alg", "typ", "kid"].flatMap((name) =>
    types.map((type) =>
      bad(
        `header-${name}-${type}`,
        "H1",
        `${name} is of type ${type}`,
        header({ [name]: VALUES[type] }),
        "header_members",
      ),
    ),
  ),
  ...foreign.map((name) =>
    bad(
      `header-${name.toLowerCase().replace("#", "-") || "nameless"}`,
      "H1",
      `a member ${name}`,
      withMember(name),
      "header_members",
    ),
  ),
  bad("header-proto", "H1", "a member __proto__", withMember("__proto__"), "header_members"),
  bad(
    "header-proto-members",
    "H1",
    "the members by way of __proto__",
    token(CLAIMS, `{"__proto__":${JSON.stringify(HEADER)}}`),
    "header_members",
  ),
  bad(
    "header-jwk-key",
    "H1",
    "a key of the caller's own, and its signature",
    token(
      CLAIMS,
      { ...HEADER, jwk: { kty: "oct", k: b64(Buffer.alloc(32, 1)) } },
      { key: Buffer.alloc(32, 1) },
    ),
    "header_members",
    { source: "CVE-2018-0114" },
  ),
];
