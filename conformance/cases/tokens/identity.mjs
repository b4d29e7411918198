import { CLAIMS, claims, token } from "../mint.mjs";
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
  ]);
