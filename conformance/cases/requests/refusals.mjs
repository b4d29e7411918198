// Tokens that are not accepted: one answer, whatever the reason.
import {
  AUDIENCE,
  CLAIMS,
  claims,
  deriveKey,
  deriveKid,
  HEADER,
  OTHER_SECRET,
  SECRET,
  token,
} from "../mint.mjs";
import { bearer, ME, TOKEN, TOMORROW } from "./callers.mjs";
import { refused } from "./vector.mjs";

const refusal = (id, rule, comment, made, reason, options) =>
  refused(
    id,
    rule,
    comment,
    ME,
    [bearer(made)],
    reason === "expired" ? "token_expired" : "token_invalid",
    reason,
    options,
  );

export const refusals = [
  refusal("expired", "C6", "a token of yesterday", TOKEN, "expired", TOMORROW),
  refusal("not-yet", "C7", "a token of tomorrow", token(claims({ nbf: CLAIMS.iat + 86_400 })), "not_yet"),
  refusal("too-long", "T1", "9,000 bytes", "a".repeat(9000), "too_long"),
  refusal("grammar", "T2", "a word", "token", "grammar"),
  refusal("alg-none", "H2", "alg none", token(CLAIMS, { ...HEADER, alg: "none" }), "alg"),
  refusal("typ", "H3", "another kind of token", token(CLAIMS, { ...HEADER, typ: "JWT" }), "typ"),
  refusal(
    "kid",
    "H4",
    "another secret",
    token(CLAIMS, { ...HEADER, kid: deriveKid(OTHER_SECRET) }, { key: deriveKey(OTHER_SECRET) }),
    "kid_unknown",
  ),
  refusal(
    "raw-secret",
    "K2",
    "signed with the raw secret",
    token(CLAIMS, HEADER, { key: Buffer.from(SECRET) }),
    "signature",
  ),
  refusal(
    "signature",
    "A2",
    "a bad signature is answered like any other fault",
    token(CLAIMS, HEADER, { key: deriveKey(OTHER_SECRET) }),
    "signature",
  ),
  refusal("audience", "A2", "and so is another audience", token(claims({ aud: "billing-api" })), "aud"),
  refusal("issuer", "C3", "another issuer", token(claims({ iss: "https://evil.example" })), "iss"),
  refusal(
    "duplicate",
    "P2",
    "sub twice",
    token(`${JSON.stringify(CLAIMS).slice(0, -1)},"sub":"user-b"}`),
    "payload_duplicate",
  ),
  refusal(
    "overflow",
    "C5",
    "exp that never comes",
    token(JSON.stringify(CLAIMS).replace(`"exp":${CLAIMS.exp}`, '"exp":1e400')),
    "claim_type",
  ),
  refusal("lifetime", "C8", "a token for a day", token(claims({ exp: CLAIMS.iat + 86_400 })), "lifetime"),
  refusal(
    "no-session",
    "C1",
    "a token without a session",
    token(claims({ sid: undefined })),
    "claim_missing",
  ),
  refused(
    "html",
    "A1",
    "a browser is answered alike",
    ME,
    ["Accept: text/html"],
    "token_missing",
    "no_credentials",
  ),
  refused(
    "accept-nothing",
    "A1",
    "and so is who accepts no JSON",
    ME,
    ["Accept: image/png, application/problem+json;q=0", bearer(token(claims({ aud: `${AUDIENCE}-2` })))],
    "token_invalid",
    "aud",
  ),
];
