import {
  b64,
  CLAIMS,
  deriveKey,
  deriveKid,
  HEADER,
  KID,
  OLD_SECRET,
  OTHER_SECRET,
  SECRET,
  sign,
  token,
} from "../mint.mjs";
import { bad, good } from "./vector.mjs";

const [, P] = token().split(".");
const header = (changes) => token(CLAIMS, { ...HEADER, ...changes });

export const headers = [
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
