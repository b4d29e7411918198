import { createHmac, hkdfSync } from "node:crypto";
import {
  AUDIENCE,
  token as accessToken,
  b64,
  deriveKey,
  deriveKid,
  ISSUER,
  KID,
  NOW,
  OLD_SECRET,
  OTHER_SECRET,
  SECRET,
} from "../mint.mjs";
import { ofKind } from "../vector.mjs";

const feedKey = (key, info = "revocation-feed/HS256") =>
  Buffer.from(hkdfSync("sha256", key, "jwt-auth-bridge/v1", info, 32));
const KEY = feedKey(deriveKey(SECRET));
const HEADER = { alg: "HS256", typ: "revocations+jwt", kid: KID };
const CLAIMS = { iss: AUDIENCE, aud: ISSUER, iat: NOW, exp: NOW + 60 };

const text = (value) => (typeof value === "string" ? value : JSON.stringify(value));
const feedToken = (claims = CLAIMS, header = HEADER, key = KEY) => {
  const input = `${b64(text(header))}.${b64(text(claims))}`;
  return `${input}.${createHmac("sha256", key).update(input).digest("base64url")}`;
};

/** A key, the feed's key of it, and the token that is written at `now`, letter by letter. */
const derived = (id, comment, secret, audience, now) => {
  const key = deriveKey(secret, audience);
  const kid = deriveKid(secret, audience);
  const claims = { iss: audience, aud: ISSUER, iat: Math.floor(now), exp: Math.floor(now) + 60 };
  return {
    id: `feed-key-${id}`,
    rules: ["F1", "F2"],
    comment,
    key: key.toString("hex"),
    kid,
    issuer: ISSUER,
    audience,
    now,
    feed_key: feedKey(key).toString("hex"),
    token: feedToken(claims, { ...HEADER, kid }, feedKey(key)),
    result: "valid",
  };
};
/** The worked example with one thing that is not so. */
const underived = (id, rule, comment, { key = KEY, token = feedToken(CLAIMS, HEADER, key) }) => ({
  ...derived(id, comment, SECRET, AUDIENCE, NOW),
  rules: [rule],
  feed_key: key.toString("hex"),
  token,
  result: "invalid",
});

export const feedKeys = ofKind("feed", [
  derived("design", "the key of the worked example", SECRET, AUDIENCE, NOW),
  derived("other-secret", "another secret", OLD_SECRET, AUDIENCE, NOW),
  derived("other-audience", "another audience", SECRET, "billing-api", NOW),
  derived("audience-utf8", "an audience that is not ASCII", SECRET, "aufgaben-käse-✓", NOW),
  derived("fraction", "written in whole seconds", SECRET, AUDIENCE, NOW + 0.999),
  underived("access", "F1", "the key of access tokens itself", { key: deriveKey(SECRET) }),
  underived("secret", "F1", "derived from the secret, not from the key", { key: feedKey(SECRET) }),
  underived("claims-order", "F2", "claims in another order", {
    token: feedToken({ aud: ISSUER, iss: AUDIENCE, iat: NOW, exp: NOW + 60 }),
  }),
  underived("header-order", "F2", "a header in another order", {
    token: feedToken(CLAIMS, { typ: "revocations+jwt", alg: "HS256", kid: KID }),
  }),
]);

const good = (id, comment, value, now = NOW + 10, rules = ["F2"]) => ({
  id: `feed-token-${id}`,
  rules,
  comment,
  token: value,
  now,
  result: "valid",
});
const bad = (id, comment, value, now = NOW + 10, rule = "F2") => ({
  id: `feed-token-${id}`,
  rules: [rule],
  comment,
  token: value,
  now,
  result: "invalid",
});
const changed = (changes) => feedToken({ ...CLAIMS, ...changes });
const headed = (changes) => feedToken(CLAIMS, { ...HEADER, ...changes });
const OLD_KEY = deriveKey(OLD_SECRET);

export const feedTokens = ofKind("feed", [
  good("plain", "as it is written", feedToken()),
  good(
    "old-key",
    "under the older secret",
    feedToken(CLAIMS, { ...HEADER, kid: deriveKid(OLD_SECRET) }, feedKey(OLD_KEY)),
    NOW + 10,
    ["F1", "F2"],
  ),
  good("clock-behind", "a server whose clock is a minute behind", feedToken(), NOW - 60),
  good("clock-ahead", "a server whose clock is a minute ahead", feedToken(), NOW + 119),
  good("shorter", "a shorter life", changed({ exp: NOW + 5 })),
  good("fraction", "parts of seconds", changed({ iat: NOW + 0.5, exp: NOW + 30.5 })),
  bad(
    "access-key",
    "signed with the key of access tokens",
    feedToken(CLAIMS, HEADER, deriveKey(SECRET)),
    NOW + 10,
    "F1",
  ),
  bad(
    "raw-secret",
    "signed with the secret itself",
    feedToken(CLAIMS, HEADER, Buffer.from(SECRET)),
    NOW + 10,
    "F1",
  ),
  bad(
    "other-info",
    "signed with a key of another label",
    feedToken(CLAIMS, HEADER, feedKey(deriveKey(SECRET), "revocation-feed")),
    NOW + 10,
    "F1",
  ),
  bad(
    "other-secret",
    "under a secret that the server has not",
    feedToken(CLAIMS, HEADER, feedKey(deriveKey(OTHER_SECRET))),
    NOW + 10,
    "F1",
  ),
  bad("access-token", "an access token", accessToken()),
  bad("access-typ", "the typ of access tokens", headed({ typ: "at+jwt" })),
  bad("typ-case", "its typ in capitals", headed({ typ: "Revocations+JWT" })),
  bad("alg-none", "no algorithm", headed({ alg: "none" })),
  bad(
    "header-order",
    "a header in another order",
    feedToken(CLAIMS, { typ: "revocations+jwt", alg: "HS256", kid: KID }),
  ),
  bad("header-more", "a member more in the header", headed({ crit: [] })),
  bad("kid-unknown", "a key that nobody knows", headed({ kid: "AAAAAAAAAAA" })),
  bad("iss", "from another API", changed({ iss: "billing-api" })),
  bad("aud", "for another auth server", changed({ aud: "http://localhost:3001" })),
  bad("aud-array", "an audience in an array", changed({ aud: [ISSUER] })),
  bad("no-iat", "no iat", changed({ iat: undefined })),
  bad("sub", "a claim more", changed({ sub: "user-a" })),
  bad("iat-text", "an iat in a text", changed({ iat: String(NOW) })),
  bad("exp-boolean", "an exp that is true", changed({ exp: true })),
  bad("too-long", "lives a second too long", changed({ exp: NOW + 61 })),
  bad("no-life", "ends when it begins", changed({ exp: NOW })),
  bad("future", "from more than a minute ahead", feedToken(), NOW - 61),
  bad("expired", "expired for a minute", feedToken(), NOW + 120),
  bad("duplicate", "a claim that is repeated", feedToken(`{"iss":"x",${JSON.stringify(CLAIMS).slice(1)}`)),
  bad("signature-missing", "an empty signature", `${feedToken().split(".").slice(0, 2).join(".")}.`),
]);
