// Tokens as Better Auth's own jwt() signs them, and what could be taken for one: to a verifier that accepts them, and to one
// that has not been told to.
import { createPublicKey } from "node:crypto";
import { AUDIENCE, b64, CLAIMS, deriveKey, HEADER, ISSUER, KID, NOW, SECRET, token } from "../mint.mjs";
import { bad, good } from "../tokens/vector.mjs";
import { GOOD } from "./key-set.mjs";
import { header, hmac, right, signed } from "./token.mjs";

/** @typedef {keyof typeof GOOD} Alg */

const ALGORITHMS = /** @type {Alg[]} */ (Object.keys(GOOD));

/** The whole row of the user. */
const RECORD = {
  name: "Ann Example",
  email: "ann@example.test",
  emailVerified: false,
  image: null,
  createdAt: "2025-06-15T15:06:40.000Z",
  updatedAt: "2025-06-15T15:06:40.000Z",
  id: "user-a",
};

/** In the order in which Better Auth writes them. */
const record = (changes = {}) => ({
  iat: NOW,
  ...RECORD,
  sub: "user-a",
  exp: NOW + 900,
  iss: ISSUER,
  aud: ISSUER,
  ...changes,
});
/** @param {Alg} alg */
const bare = (alg, changes = {}) => ({ alg, kid: GOOD[alg].kid, ...changes });
/** @param {Record<string, unknown>} changes to the claims */
const plain = (changes, alg = /** @type {Alg} */ ("EdDSA")) =>
  signed(bare(alg), GOOD[alg].sign, record(changes));
/** @param {Record<string, unknown>} changes to the header */
const headed = (changes, alg = /** @type {Alg} */ ("EdDSA")) =>
  signed(bare(alg, changes), GOOD[alg].sign, record());

/** What has to be accepted where the setting is on. [id, rules, comment, token] */
const accepted = [
  ...ALGORITHMS.map((alg) => [alg.toLowerCase(), ["M1", "M2", "M4", "M5"], `by ${alg}`, plain({}, alg)]),
  ...ALGORITHMS.map((alg) => [
    `typ-${alg.toLowerCase()}`,
    "M2",
    `by ${alg}, and typ JWT`,
    headed({ typ: "JWT" }, alg),
  ]),
  [
    "respelled",
    "M2",
    "a header in another order, with spaces",
    signed('{ "kid": "ed", "alg": "EdDSA" }', GOOD.EdDSA.sign, record()),
  ],
  ["audience", "M5", "jwt.audience is this API", plain({ aud: AUDIENCE })],
  ["audiences", "M5", "jwt.audience is several APIs", plain({ aud: ["billing-api", AUDIENCE] })],
  ["columns", "M3", "columns of an app and of plugins", plain({ role: "admin", banned: null, plan: "free" })],
  ["column-object", "M3", "a column with an object in it", plain({ settings: { theme: ["dark"] } })],
  ["own-payload", "M4", "definePayload gave nothing", signed(bare("EdDSA"), GOOD.EdDSA.sign, own())],
  ["sid", "M4", "a sid and a jti", plain({ sid: "session-a", jti: "one" })],
  ["sid-types", "M4", "columns named sid and jti, of other types", plain({ sid: 1, jti: null })],
  ["subject", ["M4", "C2"], "jwt.getSubject gave the user, and the row another id", plain({ id: "row-1" })],
  ["hour", "C8", "jwt.expirationTime is an hour", plain({ exp: NOW + 3600 })],
];

function own() {
  const { iat, sub, exp, iss, aud } = record();
  return { iat, sub, exp, iss, aud };
}

const publicKey = (/** @type {Alg} */ alg) => createPublicKey({ key: GOOD[alg].jwk, format: "jwk" });
const asSecret = ALGORITHMS.flatMap((alg) => {
  const pem = hmac(publicKey(alg).export({ type: "spki", format: "pem" }));
  const jwk = hmac(JSON.stringify(GOOD[alg].jwk));
  const id = `hmac-${alg.toLowerCase()}`;
  const by = (/** @type {object} */ head, /** @type {typeof pem} */ sign) => signed(head, sign, record());
  return [
    [id, "M2", `HS256 under ${alg}'s PEM`, by(bare(alg, { alg: "HS256" }), pem), "header_members"],
    [`${id}-jwk`, "M2", `HS256 under ${alg}'s JWK`, by(bare(alg, { alg: "HS256" }), jwk), "header_members"],
    [`${id}-typ`, "H2", "the same with typ", by(bare(alg, { alg: "HS256", typ: "JWT" }), pem), "alg"],
    [
      `${id}-secret-kid`,
      "M2",
      "the same under the name of the secret's key",
      by({ alg: "HS256", kid: KID, typ: "JWT" }, pem),
      "typ",
    ],
  ];
});
const bySecret = hmac(deriveKey(SECRET));

/** Headers. [id, rule, comment, token, reason] */
const headers = [
  ...asSecret,
  [
    "secret",
    "M2",
    "rightly signed with the secret's key",
    signed({ alg: "HS256", kid: KID }, bySecret, record()),
    "header_members",
  ],
  ["secret-typ", "M2", "the same with typ", signed({ ...HEADER, typ: "JWT" }, bySecret, record()), "typ"],
  [
    "secret-raw",
    "M2",
    "as tutorials sign: HS256 under the raw secret",
    signed({ alg: "HS256", typ: "JWT", kid: KID }, hmac(SECRET), record()),
    "typ",
  ],
  ["secret-kid", "H2", "under the name of the secret's key", headed({ kid: KID }), "alg"],
  ["none", "M2", "none", headed({ alg: "none" }), "header_members"],
  ["none-typ", "H2", "none, and typ", headed({ alg: "none", typ: "JWT" }), "alg"],
  ["crossed", "H2", "by EdDSA, and says RS256", headed({ alg: "RS256" }), "alg"],
  [
    "ps256",
    "M2",
    "PS256, which Better Auth can sign too",
    headed({ alg: "PS256" }, "RS256"),
    "header_members",
  ],
  ["unknown", "H4", "a kid that nobody has", headed({ kid: "nobody" }), "kid_unknown"],
  ["twin", "K22", "a kid that two keys have", headed({ kid: "twin" }), "kid_unknown"],
  ["no-kid", "M2", "no kid", headed({ kid: undefined }), "header_members"],
  ["kid-number", "M2", "a kid that is a number", headed({ kid: 1 }), "header_members"],
  ["typ-null", "M2", "typ null", headed({ typ: null }), "header_members"],
  ...["jwt", "Jwt", "application/jwt", "JWT ", "ID", "id_token+jwt", "logout+jwt", "secevent+jwt"].map(
    (typ, at) => [`typ-${at + 1}`, "M2", `typ ${typ}`, headed({ typ }), "typ"],
  ),
  ...[
    ["jwk", { jwk: GOOD.EdDSA.jwk }],
    ["jku", { jku: "https://elsewhere.example/jwks" }],
    ["x5c", { x5c: ["MIIB"] }],
    ["crit", { crit: ["exp"] }],
    ["b64", { b64: false }],
    ["cty", { cty: "JWT" }],
  ].map(([name, more]) => [name, "M2", `${name} in the place of typ`, headed(more), "header_members"]),
  [
    "cookie",
    "M2",
    "the session cookie of sessionCookieCache",
    signed(
      bare("EdDSA", { typ: "better-auth.session-cache+jwt" }),
      GOOD.EdDSA.sign,
      record({ aud: "better-auth:session-cache", sid: "the-session-token" }),
    ),
    "typ",
  ],
  [
    "changed",
    "S2",
    "another user under the old signature",
    [0, 1, 2].map((at) => plain(at === 1 ? { sub: "user-b" } : {}).split(".")[at]).join("."),
    "signature",
  ],
  [
    "other-key",
    "S2",
    "another key's signature",
    signed(bare("EdDSA"), GOOD.ES256.sign, record()),
    "signature",
  ],
  [
    "at-jwt",
    "M2",
    "typ at+jwt, and what jwt() says",
    signed(header("EdDSA"), GOOD.EdDSA.sign, record()),
    "claim_missing",
  ],
  [
    "at-jwt-issuer",
    "M5",
    "a token of the profile for the auth server",
    right("EdDSA", { ...CLAIMS, aud: ISSUER }),
    "aud",
  ],
];

const ID_TOKEN = { auth_time: NOW - 60, acr: "0", at_hash: "7hEJVoyM2BHTGdT1jG0kwQ", nonce: "n" };
const FOREIGN = "acr amr at_hash auth_time azp client_id cnf events nonce scope".split(" ");

/** Claims. [id, rule, comment, token, reason, now] */
const claims = [
  ["id-token", "M3", "an ID token of the OAuth provider", plain({ ...ID_TOKEN, aud: "a-client" }), "typ"],
  [
    "id-token-ours",
    "M3",
    "an ID token of a client named as we are",
    plain({ ...ID_TOKEN, aud: AUDIENCE }),
    "typ",
  ],
  ...FOREIGN.map((name) => [
    name.replace("_", "-"),
    "M3",
    `a claim ${name}`,
    plain({ [name]: name === "cnf" ? { jkt: "x" } : "x" }),
    "typ",
  ]),
  ["scope-empty", "M3", "an empty scope", plain({ scope: "" }), "typ"],
  ["nonce-null", "M3", "a nonce that is null", plain({ nonce: null }), "typ"],
  ["other-audience", "M5", "for another API", plain({ aud: "billing-api" }), "aud"],
  ["issuer-array", "M5", "the issuer in an array", plain({ aud: [ISSUER] }), "aud"],
  ["issuer-slash", "M5", "the issuer with a slash", plain({ aud: `${ISSUER}/` }), "aud"],
  ["issuer-path", "M5", "an address below the issuer", plain({ aud: `${ISSUER}/api/auth` }), "aud"],
  ["no-aud", "M4", "no aud", plain({ aud: undefined }), "claim_missing"],
  ["aud-null", "M4", "aud null", plain({ aud: null }), "claim_type"],
  ["other-issuer", "M4", "of another auth server", plain({ iss: "https://x.example", aud: AUDIENCE }), "iss"],
  [
    "own-issuer",
    "M4",
    "its own issuer and audience",
    plain({ iss: "https://x.example", aud: "https://x.example" }),
    "iss",
  ],
  ["iss-path", "M4", "iss with Better Auth's path", plain({ iss: `${ISSUER}/api/auth` }), "iss"],
  ["no-sub", "M4", "no sub, though the row has its id", plain({ sub: undefined }), "claim_missing"],
  ...[
    ["number", 1],
    ["null", null],
    ["bool", true],
    ["array", ["user-a"]],
    ["object", { id: "user-a" }],
  ].map(([kind, sub]) => [`sub-${kind}`, "M4", `sub: ${kind}`, plain({ sub }), "claim_type"]),
  ["sub-empty", "M4", "an empty sub", plain({ sub: "" }), "claim_value"],
  ["sub-nul", "M4", "a NUL in sub", plain({ sub: "user\0a" }), "claim_value"],
  ["sub-256", "M4", "sub of 256 characters", plain({ sub: "x".repeat(256) }), "claim_value"],
  ["no-exp", "M4", "no exp", plain({ exp: undefined }), "claim_missing"],
  ["no-iat", "M4", "no iat, as signJWT may leave it out", plain({ iat: undefined }), "claim_missing"],
  ["exp-text", "M4", "exp as text", plain({ exp: String(NOW + 900) }), "claim_type"],
  ["exp-null", "M4", "exp null", plain({ exp: null }), "claim_type"],
  ["lifetime", "C8", "a second more than an hour", plain({ exp: NOW + 3601 }), "lifetime"],
  ["week", "C8", "a week", plain({ exp: NOW + 7 * 24 * 3600 }), "lifetime"],
  [
    "expirationtime-900",
    "C8",
    "expirationTime: 900, which is the year 1970",
    plain({ exp: 900 }),
    "lifetime",
  ],
  ["expired", "C6", "expired", plain({}), "expired", NOW + 905],
  ["future", "C7", "iat in the future", plain({ iat: NOW + 30 }), "not_yet"],
  ["nbf", "C7", "nbf in the future", plain({ nbf: NOW + 30 }), "not_yet"],
  ["twice", "P2", "sub twice", twice(), "payload_duplicate"],
];

function twice() {
  const text = `${JSON.stringify(record()).slice(0, -1)},"sub":"user-b"}`;
  const message = `${b64(JSON.stringify(bare("EdDSA")))}.${b64(text)}`;
  return `${message}.${b64(GOOD.EdDSA.sign(message))}`;
}

const refused = [...headers, ...claims];

/** To a verifier with the setting. */
export const withSetting = [
  ...accepted.map(([id, rules, comment, text]) =>
    good(`compatible-${id}`, rules, comment, text, { sessionId: null }),
  ),
  good("compatible-profile", ["M2", "C1"], "a token of the profile", right("EdDSA")),
  good("compatible-profile-secret", "S1", "a token of the secret", token()),
  ...refused.map(([id, rule, comment, text, reason, now = NOW + 10]) =>
    bad(`compatible-${id}`, rule, comment, text, reason, { now }),
  ),
];

/** What the header alone decides where the setting is off. */
const unset = ([id, rule, comment, text, reason, now = NOW + 10]) => {
  const members = JSON.parse(Buffer.from(text.split(".")[0], "base64url").toString());
  const { alg, typ, kid } = members;
  const isPublic = ALGORITHMS.includes(alg) && typeof kid === "string";
  if (isPublic && Object.keys(members).length === 2) return [id, "M1", comment, text, "header_members", now];
  if (isPublic && typ === "JWT" && GOOD[alg].kid === kid) return [id, "M1", comment, text, "typ", now];
  return [id, rule, comment, text, reason, now];
};

/** To a verifier without it. */
export const withoutSetting = [...accepted.map((each) => each.slice(0, 4)), ...refused].map((each) => {
  const [id, rule, comment, text, reason, now] = unset(each);
  return bad(`jwks-unmodified-${id}`, rule, comment, text, reason, { now });
});
