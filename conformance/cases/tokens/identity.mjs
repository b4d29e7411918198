import { AUDIENCE, CLAIMS, claims, ISSUER, rawClaim, token } from "../mint.mjs";
import { bad, good } from "./vector.mjs";

const without = (name) => token(claims({ [name]: undefined }));
const CONTROLS = [
  ["tab", "a tab", "\t"],
  ["delete", "U+007F", "\u007f"],
  ["c1-last", "U+009F", "\u009f"],
  ["unit-separator", "U+001F", "\u001f"],
];
/** User ids that are odd and allowed. */
const USERS = [
  ["unicode", "any other character", "Ünï·côdé/😀 %2F"],
  ["space", "a space", " "],
  ["edge-spaces", "spaces round it, which nobody trims", " user-a "],
  ["zero-width", "a zero-width space", "user\u200ba"],
  ["no-break-space", "U+00A0, just above the control characters", "\u00a0"],
  ["line-separator", "U+2028, no control character", "a\u2028b"],
  ["right-to-left", "U+202E, a format character", "\u202eresu"],
  ["decomposed", "a normal form of its own", "e\u0301"],
  ["private", "a character of private use", "\ue000"],
  ["digits", "a number as text", "1"],
  ["null-text", "a text that reads null", "null"],
  ["proto", "a name that every JavaScript object has", "__proto__"],
];
const inherited = JSON.stringify(claims({ sub: undefined })).slice(0, -1);

export const identity = ["iss", "aud", "sub", "sid", "jti", "iat", "exp"]
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
    ...["Sub", "SUB", "sub "].map((name, at) =>
      bad(
        `sub-other-name-${at}`,
        "C1",
        `${JSON.stringify(name)} in place of sub`,
        token(claims({ sub: undefined, [name]: "user-a" })),
        "claim_missing",
      ),
    ),
    bad(
      "sub-inherited",
      "C1",
      "sub by way of __proto__",
      token(`${inherited},"__proto__":{"sub":"user-a"}}`),
      "claim_missing",
    ),
    bad(
      "sub-inner",
      "C1",
      "sub in an inner object",
      token(`${inherited},"claims":{"sub":"user-a"}}`),
      "claim_missing",
    ),
    bad("claims-empty", "C1", "no claim at all", token("{}"), "claim_missing"),
    bad(
      "claims-inherited",
      "C1",
      "all claims by way of __proto__",
      token(`{"__proto__":${JSON.stringify(CLAIMS)}}`),
      "claim_missing",
    ),
    ...CONTROLS.map(([id, comment, text]) =>
      bad(`sub-${id}`, "C2", comment, token(claims({ sub: `user${text}a` })), "claim_value"),
    ),
    bad("sub-256-astral", "C2", "256 code points", token(claims({ sub: "😀".repeat(256) })), "claim_value"),
    good(
      "sid-jti-255",
      "C2",
      "sid and jti as long as is allowed",
      token(claims({ sid: "😀".repeat(255), jti: "x".repeat(255) })),
      { sessionId: "😀".repeat(255) },
    ),
    good("sub-255", "C2", "as long as is allowed", token(claims({ sub: "x".repeat(255) })), {
      userId: "x".repeat(255),
    }),
    good("sub-255-astral", "C2", "code points are counted", token(claims({ sub: "😀".repeat(255) })), {
      userId: "😀".repeat(255),
    }),
    ...USERS.map(([id, comment, sub]) =>
      good(`sub-${id}`, "C2", comment, token(claims({ sub })), { userId: sub }),
    ),
    bad("iss-other", "C3", "another issuer", token(claims({ iss: "https://evil.example" })), "iss"),
    bad("iss-slash", "C3", "a trailing slash", token(claims({ iss: `${ISSUER}/` })), "iss"),
    bad("iss-case", "C3", "capitals", token(claims({ iss: "HTTP://localhost:3000" })), "iss"),
    ...[
      ["empty", "nothing", ""],
      ["space", "a space after it", `${ISSUER} `],
      ["newline", "a line end after it", `${ISSUER}\n`],
      ["suffix", "a longer host name", `${ISSUER}.evil.example`],
      ["prefix", "the issuer in a longer text", `https://evil.example/?${ISSUER}`],
      ["https", "another scheme", ISSUER.replace("http:", "https:")],
      ["no-port", "no port", ISSUER.replace(":3000", "")],
      ["address", "the host's address", ISSUER.replace("localhost", "127.0.0.1")],
      ["full-width", "a full-width letter", ISSUER.replace("l", "ｌ")],
      ["long-s", "a long s, which ignoring case makes an s", ISSUER.replace("s", "\u017f")],
    ].map(([id, comment, iss]) => bad(`iss-${id}`, "C3", comment, token(claims({ iss })), "iss")),
    good(
      "iss-escaped",
      "C3",
      "a slash written as an escape",
      token(rawClaim("iss", JSON.stringify(ISSUER).replaceAll("/", "\\/"))),
    ),
    ...[
      ["number", 1],
      ["null", null],
      ["bool", true],
      ["object", {}],
    ].map(([kind, iss]) => bad(`iss-${kind}`, "C3", `iss: ${kind}`, token(claims({ iss })), "claim_type")),
    bad("iss-array", "C3", "an array", token(claims({ iss: [ISSUER] })), "claim_type"),
    good("aud-array", "C4", "an array that holds ours", token(claims({ aud: ["billing-api", AUDIENCE] }))),
    good("aud-array-one", "C4", "an array of ours alone", token(claims({ aud: [AUDIENCE] }))),
    good(
      "aud-array-twice",
      "C4",
      "an array that names ours twice",
      token(claims({ aud: [AUDIENCE, AUDIENCE] })),
    ),
    ...[
      ["case", "capitals", AUDIENCE.toUpperCase()],
      ["empty", "nothing", ""],
      ["space", "a space after it", `${AUDIENCE} `],
      ["list", "two names in one text", `${AUDIENCE} billing-api`],
      ["part", "the beginning of the name", AUDIENCE.slice(0, -1)],
      ["full-width", "a full-width letter", AUDIENCE.replace("t", "ｔ")],
      ["json", "an array as text", JSON.stringify([AUDIENCE])],
    ].map(([id, comment, aud]) => bad(`aud-${id}`, "C4", comment, token(claims({ aud })), "aud")),
    bad(
      "aud-array-prefix",
      "C4",
      "an array of a longer name",
      token(claims({ aud: [`${AUDIENCE}-admin`] })),
      "aud",
    ),
    bad("aud-number", "C4", "a number", token(claims({ aud: 0 })), "claim_type"),
    bad("aud-bool", "C4", "true", token(claims({ aud: true })), "claim_type"),
    bad("aud-array-null", "C4", "an array with null", token(claims({ aud: [AUDIENCE, null] })), "claim_type"),
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
