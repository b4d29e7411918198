import { createHash } from "node:crypto";
import {
  AUDIENCE,
  b64,
  CLAIMS,
  claims,
  deriveKey,
  deriveKid,
  HEADER,
  ISSUER,
  KID,
  NOW,
  OLD_SECRET,
  OTHER_SECRET,
  rawClaim,
  SECRET,
  sign,
  token,
} from "./mint.mjs";

export const policy = { issuer: ISSUER, audience: AUDIENCE, secrets: [SECRET, OLD_SECRET], leeway: 5 };

const good = (id, rule, comment, value, { now = NOW + 10, scopes = [], userId = "user-a" } = {}) => ({
  id,
  rule,
  comment,
  token: value,
  now,
  result: "valid",
  user_id: userId,
  session_id: "session-a",
  scopes,
});
const bad = (id, rule, comment, value, reason, { now = NOW + 10 } = {}) => ({
  id,
  rule,
  comment,
  token: value,
  now,
  result: "invalid",
  code: reason === "expired" ? "token_expired" : "token_invalid",
  reason,
});

const VALID = token();
const [H, P, S] = VALID.split(".");
const header = (changes) => token(CLAIMS, { ...HEADER, ...changes });
const without = (name) => token(claims({ [name]: undefined }));
const nested = (depth) => token(rawClaim("x", `${"[".repeat(depth)}${"]".repeat(depth)}`));
/** A valid token of exactly this many bytes. */
const sized = (bytes) => {
  const rest = bytes - H.length - S.length - 2;
  for (let n = Math.floor(rest * 0.75) - 400; n < rest; n += 1) {
    const made = token(claims({ pad: "x".repeat(n) }));
    if (made.length >= bytes) return made;
  }
  throw new Error("no such size");
};
const flip = (text, at) => `${text.slice(0, at)}${text[at] === "A" ? "B" : "A"}${text.slice(at + 1)}`;
/** The same bytes, with an unused bit of the last character set. */
const unusedBit = (segment) => {
  const alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
  return segment.slice(0, -1) + alphabet[alphabet.indexOf(segment.at(-1)) | 1];
};

const grammar = [
  good("valid", "H5", "as the issuer writes it", VALID),
  good("size-8192", "T1", "as long as is allowed", sized(8192)),
  bad("size-8194", "T1", "longer than is allowed", sized(8194), "too_long"),
  bad("empty", "T2", "nothing", "", "grammar"),
  bad("two-segments", "T2", "no signature segment", `${H}.${P}`, "grammar"),
  bad("four-segments", "T2", "one segment more", `${VALID}.${S}`, "grammar"),
  bad("five-segments", "T2", "an encrypted token's shape", `${H}.${P}.${S}.${S}.${S}`, "grammar"),
  bad("empty-header", "T2", "empty first segment", `.${P}.${S}`, "grammar"),
  bad("empty-payload", "T2", "empty payload", `${H}..${S}`, "grammar"),
  bad("empty-signature", "T2", "empty signature", `${H}.${P}.`, "grammar"),
  bad("padding", "T3", "padded signature", `${VALID}=`, "grammar"),
  bad("standard-alphabet", "T2", "a plus of base64", `${H}.${P}.+${S.slice(1)}`, "grammar"),
  bad("newline", "T2", "a line end after it", `${VALID}\n`, "grammar"),
  bad(
    "space-inside",
    "T2",
    "a space in the signature",
    `${H}.${P}.${S.slice(0, 9)} ${S.slice(9)}`,
    "grammar",
  ),
  bad("nul-inside", "T2", "a NUL", `${H}.${P}\0.${S}`, "grammar"),
  bad("full-width", "T2", "a full-width letter", `${H}.${P}.Ａ${S.slice(1)}`, "grammar"),
  bad("unused-bits", "T3", "unused bits set in the signature", `${H}.${P}.${unusedBit(S)}`, "grammar"),
  bad("length-one-over", "T3", "a length that leaves one character over", `${H}.${P}.${S}AA`, "grammar"),
];

const headers = [
  good(
    "header-order",
    "H1",
    "members in another order",
    token(CLAIMS, { kid: KID, typ: "at+jwt", alg: "HS256" }),
  ),
  good("header-spaces", "H1", "JSON white space", token(CLAIMS, JSON.stringify(HEADER, null, 1))),
  good(
    "header-old-key",
    "H4",
    "the second secret of the ring",
    token(CLAIMS, { ...HEADER, kid: deriveKid(OLD_SECRET) }, { key: deriveKey(OLD_SECRET) }),
  ),
  bad("header-not-json", "H1", "not JSON", token(CLAIMS, "hello"), "header_json"),
  bad("header-array", "H1", "an array", token(CLAIMS, "[]"), "header_json"),
  bad("header-null", "H1", "null", token(CLAIMS, "null"), "header_json"),
  bad("header-not-utf8", "H1", "not UTF-8", token(CLAIMS, Buffer.from([0x7b, 0xff, 0x7d])), "header_json"),
  bad(
    "header-duplicate",
    "H1",
    "alg twice",
    token(CLAIMS, `{"alg":"HS256","alg":"HS256","typ":"at+jwt","kid":"${KID}"}`),
    "header_json",
  ),
  bad("header-no-typ", "H1", "no typ", token(CLAIMS, { alg: "HS256", kid: KID }), "header_members"),
  bad("header-no-kid", "H1", "no kid", token(CLAIMS, { alg: "HS256", typ: "at+jwt" }), "header_members"),
  bad("header-kid-number", "H1", "kid is a number", header({ kid: 1 }), "header_members"),
  bad("header-kid-object", "H1", "kid is an object", header({ kid: {} }), "header_members"),
  ...["jwk", "jku", "x5u", "x5c", "crit", "b64", "zip", "cty", "__proto__"].map((name) =>
    bad(
      `header-${name.replaceAll("_", "")}`,
      "H1",
      `a member ${name}`,
      token(CLAIMS, `${JSON.stringify(HEADER).slice(0, -1)},"${name}":["x"]}`),
      "header_members",
    ),
  ),
  bad(
    "alg-none",
    "H2",
    "alg none, no signature to speak of",
    sign(b64(JSON.stringify({ ...HEADER, alg: "none" })), P),
    "alg",
  ),
  bad("alg-none-case", "H2", "alg nOnE", header({ alg: "nOnE" }), "alg"),
  bad(
    "alg-hs384",
    "H2",
    "HS384 under the right key",
    token(CLAIMS, { ...HEADER, alg: "HS384" }, { hash: "sha384" }),
    "alg",
  ),
  bad(
    "alg-hs512",
    "H2",
    "HS512 under the right key",
    token(CLAIMS, { ...HEADER, alg: "HS512" }, { hash: "sha512" }),
    "alg",
  ),
  bad("alg-rs256", "H2", "RS256 named, HMAC made", header({ alg: "RS256" }), "alg"),
  bad("alg-lower", "H2", "hs256", header({ alg: "hs256" }), "alg"),
  bad("typ-jwt", "H3", "typ JWT", header({ typ: "JWT" }), "typ"),
  bad("typ-upper", "H3", "typ AT+JWT", header({ typ: "AT+JWT" }), "typ"),
  bad("typ-media", "H3", "typ application/at+jwt", header({ typ: "application/at+jwt" }), "typ"),
  bad(
    "kid-unknown",
    "H4",
    "signed with another secret",
    token(CLAIMS, { ...HEADER, kid: deriveKid(OTHER_SECRET) }, { key: deriveKey(OTHER_SECRET) }),
    "kid_unknown",
  ),
  bad(
    "kid-other-audience",
    "H4",
    "the key of another audience",
    token(
      CLAIMS,
      { ...HEADER, kid: deriveKid(SECRET, "billing-api") },
      { key: deriveKey(SECRET, "billing-api") },
    ),
    "kid_unknown",
  ),
  bad("kid-path", "H4", "a path as kid", header({ kid: "../../dev/null" }), "kid_unknown"),
  bad("kid-empty", "H4", "an empty kid", header({ kid: "" }), "kid_unknown"),
];

const signatures = [
  bad(
    "signature-raw-secret",
    "S1",
    "signed with the raw secret",
    token(CLAIMS, HEADER, { key: Buffer.from(SECRET) }),
    "signature",
  ),
  bad(
    "signature-other-secret",
    "S1",
    "our kid, another secret's key",
    token(CLAIMS, HEADER, { key: deriveKey(OTHER_SECRET) }),
    "signature",
  ),
  bad(
    "signature-other-kid",
    "S1",
    "our old key under our new kid",
    token(CLAIMS, HEADER, { key: deriveKey(OLD_SECRET) }),
    "signature",
  ),
  bad(
    "signature-empty-key",
    "S1",
    "signed with nothing",
    token(CLAIMS, HEADER, { key: Buffer.alloc(0) }),
    "signature",
  ),
  bad(
    "signature-hex-key",
    "S1",
    "signed with the key's hexadecimal text",
    token(CLAIMS, HEADER, { key: Buffer.from(deriveKey(SECRET).toString("hex")) }),
    "signature",
  ),
  bad(
    "signature-hash-only",
    "S1",
    "an unkeyed hash",
    `${H}.${P}.${createHash("sha256").update(`${H}.${P}`).digest("base64url")}`,
    "signature",
  ),
  bad("signature-flipped", "S1", "one bit of the signature", `${H}.${P}.${flip(S, 3)}`, "signature"),
  bad(
    "signature-short",
    "S1",
    "half of the signature",
    `${H}.${P}.${b64(Buffer.from(S, "base64url").subarray(0, 16))}`,
    "signature",
  ),
  bad(
    "signature-long",
    "S1",
    "one byte more",
    `${H}.${P}.${b64(Buffer.concat([Buffer.from(S, "base64url"), Buffer.of(0)]))}`,
    "signature",
  ),
  bad(
    "payload-changed",
    "S1",
    "another user under the old signature",
    `${H}.${b64(JSON.stringify(claims({ sub: "user-b" })))}.${S}`,
    "signature",
  ),
  bad(
    "payload-bad-and-unsigned",
    "S1",
    "the signature is checked before the payload is read",
    `${H}.${b64("not json")}.${S}`,
    "signature",
  ),
];

const payloads = [
  ...[
    ["not-json", "hello"],
    ["array", "[]"],
    ["string", '"x"'],
    ["null", "null"],
    ["number", "1"],
    ["trailing", `${JSON.stringify(CLAIMS)} x`],
    ["single-quotes", JSON.stringify(CLAIMS).replaceAll('"', "'")],
    ["comma", `${JSON.stringify(CLAIMS).slice(0, -1)},}`],
    ["nan", rawClaim("x", "NaN")],
    ["infinity", rawClaim("x", "Infinity")],
    ["bom", `\ufeff${JSON.stringify(CLAIMS)}`],
    ["not-utf8", Buffer.from([0x7b, 0xff, 0x7d])],
    ["control", rawClaim("x", '"\n"')],
    ["utf16", Buffer.from(JSON.stringify(CLAIMS), "utf16le")],
    ["leading-zero", rawClaim("x", "01")],
    ["form-feed", `\f${JSON.stringify(CLAIMS)}`],
  ].map(([name, value]) => bad(`payload-${name}`, "P1", `payload: ${name}`, token(value), "payload_json")),
  good("payload-spaces", "P1", "JSON white space", token(JSON.stringify(CLAIMS, null, 2))),
  bad(
    "payload-duplicate",
    "P2",
    "sub twice",
    token(`${JSON.stringify(CLAIMS).slice(0, -1)},"sub":"user-b"}`),
    "payload_duplicate",
  ),
  bad(
    "payload-duplicate-escaped",
    "P2",
    "sub again, one letter escaped",
    token(`${JSON.stringify(CLAIMS).slice(0, -1)},"s\\u0075b":"user-b"}`),
    "payload_duplicate",
  ),
  bad(
    "payload-duplicate-same",
    "P2",
    "the same member twice with one value",
    token(`${JSON.stringify(CLAIMS).slice(0, -1)},"sub":"user-a"}`),
    "payload_duplicate",
  ),
  bad(
    "payload-duplicate-deep",
    "P2",
    "a repeated name in an inner object",
    token(rawClaim("x", '{"a":1,"a":1}')),
    "payload_duplicate",
  ),
  good(
    "payload-same-name-elsewhere",
    "P2",
    "the same name in another object",
    token(rawClaim("x", '{"sub":"inner"}')),
  ),
  good(
    "payload-key-in-string",
    "P2",
    "a string that looks like a member",
    token(rawClaim("x", '"\\"sub\\":1,"')),
  ),
  good(
    "payload-proto",
    "C10",
    "__proto__ is a name like any other",
    token(rawClaim("__proto__", '{"sub":"user-b"}')),
  ),
  good("depth-16", "P3", "as deep as is allowed", nested(15)),
  bad("depth-17", "P3", "one deeper", nested(16), "payload_json"),
  bad("depth-2000", "P3", "very deep", nested(2000), "payload_json"),
  bad("surrogate-lone", "P4", "a lone surrogate", token(rawClaim("x", '"\\ud800"')), "payload_json"),
  bad(
    "surrogate-lone-sub",
    "P4",
    "a lone surrogate in sub",
    token(rawClaim("sub", '"\\udc00"')),
    "payload_json",
  ),
  bad(
    "surrogate-lone-name",
    "P4",
    "a lone surrogate in a name",
    token(`${JSON.stringify(CLAIMS).slice(0, -1)},"\\ud800":1}`),
    "payload_json",
  ),
  good("surrogate-pair", "P4", "a pair is a character", token(rawClaim("x", '"\\ud83d\\ude00"'))),
  good("surrogate-text", "P4", "an escaped backslash before ud800", token(rawClaim("x", '"\\\\ud800"'))),
];

const identity = ["iss", "aud", "sub", "sid", "jti", "iat", "exp"]
  .map((name) => bad(`${name}-missing`, "C1", `no ${name}`, without(name), "claim_missing"))
  .concat(
    ["sub", "sid", "jti"].flatMap((name) => [
      ...[
        ["number", 1],
        ["null", null],
        ["bool", true],
        ["array", ["user-a"]],
        ["object", {}],
      ].map(([kind, value]) =>
        bad(`${name}-${kind}`, "C2", `${name}: ${kind}`, token(claims({ [name]: value })), "claim_type"),
      ),
      bad(`${name}-empty`, "C2", `empty ${name}`, token(claims({ [name]: "" })), "claim_value"),
      bad(
        `${name}-256`,
        "C2",
        `${name} of 256 characters`,
        token(claims({ [name]: "x".repeat(256) })),
        "claim_value",
      ),
      bad(`${name}-nul`, "C2", `a NUL in ${name}`, token(claims({ [name]: "user\0a" })), "claim_value"),
      bad(
        `${name}-newline`,
        "C2",
        `a line end in ${name}`,
        token(claims({ [name]: "user-a\n" })),
        "claim_value",
      ),
      bad(`${name}-c1`, "C2", `U+0085 in ${name}`, token(claims({ [name]: "user\u0085" })), "claim_value"),
    ]),
  )
  .concat([
    good("sub-255", "C2", "as long as is allowed", token(claims({ sub: "x".repeat(255) })), {
      userId: "x".repeat(255),
    }),
    good("sub-255-astral", "C2", "code points are counted", token(claims({ sub: "😀".repeat(255) })), {
      userId: "😀".repeat(255),
    }),
    good("sub-unicode", "C2", "any other character", token(claims({ sub: "Ünï·côdé/😀 %2F" })), {
      userId: "Ünï·côdé/😀 %2F",
    }),
    bad("iss-other", "C3", "another issuer", token(claims({ iss: "https://evil.example" })), "iss"),
    bad("iss-slash", "C3", "a trailing slash", token(claims({ iss: `${ISSUER}/` })), "iss"),
    bad("iss-case", "C3", "capitals", token(claims({ iss: "HTTP://localhost:3000" })), "iss"),
    bad("iss-array", "C3", "an array", token(claims({ iss: [ISSUER] })), "claim_type"),
    good("aud-array", "C4", "an array that holds ours", token(claims({ aud: ["billing-api", AUDIENCE] }))),
    bad("aud-other", "C4", "another audience", token(claims({ aud: "billing-api" })), "aud"),
    bad("aud-prefix", "C4", "a longer name", token(claims({ aud: `${AUDIENCE}-admin` })), "aud"),
    bad("aud-array-other", "C4", "an array without ours", token(claims({ aud: ["billing-api"] })), "aud"),
    bad("aud-array-empty", "C4", "an empty array", token(claims({ aud: [] })), "aud"),
    bad(
      "aud-array-mixed",
      "C4",
      "an array with a number",
      token(claims({ aud: [AUDIENCE, 1] })),
      "claim_type",
    ),
    bad("aud-array-nested", "C4", "an array in an array", token(claims({ aud: [[AUDIENCE]] })), "claim_type"),
    bad("aud-null", "C4", "null", token(claims({ aud: null })), "claim_type"),
    bad("aud-object", "C4", "an object", token(claims({ aud: { [AUDIENCE]: true } })), "claim_type"),
  ]);

const LIFE = 300;
const time = [
  ...["exp", "iat", "nbf"].flatMap((name) => [
    ...[
      ["string", `"${NOW}"`],
      ["bool", "true"],
      ["null", "null"],
      ["array", `[${NOW}]`],
      ["overflow", "1e400"],
      ["negative-overflow", "-1e400"],
      ["beyond", "9007199254740993"],
      ["huge", `${"9".repeat(400)}`],
      ["very-huge", `${"9".repeat(5000)}`],
    ].map(([kind, json]) =>
      bad(`${name}-${kind}`, "C5", `${name}: ${kind}`, token(rawClaim(name, json)), "claim_type"),
    ),
  ]),
  good("exp-fraction", "C5", "a fraction of a second", token(claims({ exp: NOW + 299.5 }))),
  good("exp-exponent", "C5", "written with an exponent", token(rawClaim("exp", "17500003e2"))),
  good("nbf-past", "C7", "valid since a while", token(claims({ nbf: NOW - 100 }))),
  good("exp-last-moment", "C6", "just before the leeway ends", VALID, { now: NOW + LIFE + 4.999 }),
  bad("exp-first-moment", "C6", "the leeway has ended", VALID, "expired", { now: NOW + LIFE + 5 }),
  bad("exp-long-ago", "C6", "an hour later", VALID, "expired", { now: NOW + 3900 }),
  bad("exp-zero", "C8", "exp is 0", token(claims({ exp: 0 })), "lifetime"),
  bad("exp-milliseconds", "C8", "milliseconds", token(claims({ exp: (NOW + 300) * 1000 })), "lifetime"),
  bad("exp-at-iat", "C8", "no lifetime", token(claims({ exp: NOW })), "lifetime"),
  good("life-3600", "C8", "as long as is allowed", token(claims({ exp: NOW + 3600 }))),
  bad("life-3601", "C8", "a second more", token(claims({ exp: NOW + 3601 })), "lifetime"),
  good("iat-ahead", "C7", "issued within the leeway ahead", VALID, { now: NOW - 5 }),
  bad("iat-future", "C7", "issued in the future", VALID, "not_yet", { now: NOW - 5.001 }),
  bad("nbf-future", "C7", "not yet valid", token(claims({ nbf: NOW + 15.001 })), "not_yet"),
  good("nbf-ahead", "C7", "valid within the leeway", token(claims({ nbf: NOW + 15 }))),
];

const scopes = [
  good("scope-two", "C9", "two scopes", token(claims({ scope: "tasks:read tasks:write" })), {
    scopes: ["tasks:read", "tasks:write"],
  }),
  good("scope-empty", "C9", "none", token(claims({ scope: "" }))),
  bad("scope-array", "C9", "an array", token(claims({ scope: ["tasks:read"] })), "claim_type"),
  bad("scope-double-space", "C9", "two spaces", token(claims({ scope: "a  b" })), "claim_value"),
  bad("scope-leading-space", "C9", "a space before", token(claims({ scope: " a" })), "claim_value"),
];

export const tokens = [...grammar, ...headers, ...signatures, ...payloads, ...identity, ...time, ...scopes];
