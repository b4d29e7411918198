import { AUDIENCE, claims, ISSUER, token } from "../mint.mjs";
import { bad, good } from "./vector.mjs";

const without = (name) => token(claims({ [name]: undefined }));

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
