import { AUDIENCE, deriveKey, deriveKid, ISSUER, OLD_SECRET, SECRET } from "../mint.mjs";
import { ofKind } from "../vector.mjs";

const GOOD = { BETTER_AUTH_URL: ISSUER, JWT_AUDIENCE: AUDIENCE, BETTER_AUTH_SECRET: SECRET };
const DIGITS = deriveKey(SECRET).toString("hex");
const KID = deriveKid(SECRET);
const BOTH = [KID, deriveKid(OLD_SECRET)];
const RING = "BETTER_AUTH_SECRETS";

const good = (id, rules, comment, changes, expected = {}) => ({
  id: `environment-${id}`,
  rules,
  comment,
  // JSON leaves out what is undefined: such a variable is unset.
  variables: { ...GOOD, ...changes },
  result: "valid",
  issuer: ISSUER,
  audience: AUDIENCE,
  kids: [KID],
  debug: false,
  ...expected,
});
/** `variable`: the one that the message has to name. */
const bad = (id, rule, comment, changes, code, variable = Object.keys(changes)[0]) => ({
  id: `environment-${id}`,
  rules: [rule],
  comment,
  variables: { ...GOOD, ...changes },
  result: "invalid",
  code,
  variable,
});
const ring = (id, comment, value, kids) => good(`ring-${id}`, "K4", comment, { [RING]: value }, { kids });
const badRing = (id, comment, value, code = "setting_invalid", rule = "K4") =>
  bad(`ring-${id}`, rule, comment, { [RING]: value }, code);
const key = (id, comment, value, kids = [KID]) =>
  good(`key-${id}`, "K5", comment, { JWT_BRIDGE_KEY: value, BETTER_AUTH_SECRET: undefined }, { kids });
const badKey = (id, comment, value) =>
  bad(`key-${id}`, "K5", comment, { JWT_BRIDGE_KEY: value, BETTER_AUTH_SECRET: undefined }, "key_malformed");
const debug = (id, comment, url) =>
  good(
    `debug-${id}`,
    "A4",
    comment,
    { AUTH_DEBUG: "1", BETTER_AUTH_URL: url },
    { issuer: url.toLowerCase(), debug: true },
  );
const badDebug = (id, comment, url) =>
  bad(`debug-${id}`, "A4", comment, { AUTH_DEBUG: "1", BETTER_AUTH_URL: url }, "debug_in_production");

export const environments = ofKind("settings", [
  good("plain", ["K1", "K6", "K7"], "a secret, an address, an audience", {}),
  good(
    "url",
    "K6",
    "an address with a path",
    { BETTER_AUTH_URL: "https://App.example/api/auth" },
    { issuer: "https://app.example" },
  ),
  good("empty", ["K4", "K5", "A4"], "empty counts as unset", {
    [RING]: "",
    JWT_BRIDGE_KEY: "",
    AUTH_DEBUG: "",
  }),
  bad("no-secret", "K1", "no secret", { BETTER_AUTH_SECRET: undefined }, "secret_missing"),
  bad(
    "default-secret",
    "K1",
    "Better Auth's public default",
    { BETTER_AUTH_SECRET: "better-auth-secret-12345678901234567890" },
    "secret_default",
  ),
  bad("short-secret", "K1", "a short secret", { BETTER_AUTH_SECRET: "change-me" }, "secret_short"),
  bad(
    "newline-secret",
    "K1",
    "a line end after it",
    { BETTER_AUTH_SECRET: `${SECRET}\n` },
    "secret_whitespace",
  ),
  bad("no-url", "K6", "no address", { BETTER_AUTH_URL: undefined }, "setting_missing"),
  bad("empty-url", "K6", "an empty address", { BETTER_AUTH_URL: "" }, "setting_missing"),
  bad("other-url", "K6", "a host alone", { BETTER_AUTH_URL: "app.example" }, "setting_invalid"),
  bad("no-audience", "K7", "no audience", { JWT_AUDIENCE: undefined }, "setting_missing"),
  bad("control-audience", "K7", "a line end after it", { JWT_AUDIENCE: `${AUDIENCE}\n` }, "setting_invalid"),

  ring("two", "two secrets", `2:${SECRET},1:${OLD_SECRET}`, BOTH),
  ring("order", "the first signs, whatever its version", `1:${OLD_SECRET},2:${SECRET}`, BOTH.toReversed()),
  ring("one", "one secret: the other variable is not read", `7:${OLD_SECRET}`, [BOTH[1]]),
  ring("spaces", "white space round pairs and secrets", ` 2:${SECRET} , 1: ${OLD_SECRET}\n`, BOTH),
  ring("version-spaces", "white space round a version", ` 2 :${SECRET}`, [KID]),
  ring("bom", "a byte order mark is white space too", `\ufeff2:${SECRET}\ufeff`, [KID]),
  ring("separator", "U+001C is none, whatever Python's strip() does", `2:${SECRET}\u001c`, [
    deriveKid(`${SECRET}\u001c`),
  ]),
  ring("zero", "version 0", `0:${SECRET}`, [KID]),
  ring("fifteen", "a version of fifteen digits", `123456789012345:${SECRET}`, [KID]),
  ring("colons", "an entry is split at its first colon", `2:${SECRET}:x:`, [deriveKid(`${SECRET}:x:`)]),
  badRing("no-version", "no version", SECRET),
  badRing("word", "a version that is a word", `new:${SECRET}`),
  badRing("negative", "a version below nothing", `-1:${SECRET}`),
  badRing("plus", "a version with a sign", `+1:${SECRET}`),
  badRing("fraction", "a version with a fraction", `1.5:${SECRET}`),
  badRing("exponent", "a version with an exponent", `1e3:${SECRET}`),
  badRing("full-width", "a version in full-width digits", `１:${SECRET}`),
  badRing("sixteen", "a version of sixteen digits", `1234567890123456:${SECRET}`),
  badRing("no-number", "an empty version", `:${SECRET}`),
  badRing("comma", "a comma at the end", `1:${SECRET},`),
  badRing("comma-alone", "a comma and nothing", ","),
  badRing("same", "one version twice", `1:${SECRET},1:${OLD_SECRET}`),
  badRing("same-zeros", "one version in two spellings", `1:${SECRET},01:${OLD_SECRET}`),
  badRing("no-secret", "an empty secret", `2:${SECRET},1:`, "secret_missing", "K1"),
  badRing("short", "a short secret", `2:${SECRET},1:change-me`, "secret_short", "K1"),
  badRing(
    "nel",
    "U+0085 belongs to the secret, and may not end it",
    `2:${SECRET}\u0085`,
    "secret_whitespace",
    "K1",
  ),

  key("plain", "the derived key in place of the secret", `${KID}:${DIGITS}`),
  key("upper", "its digits in capitals", `${KID}:${DIGITS.toUpperCase()}`),
  key("other-kid", "a kid of 64 characters", `${"k".repeat(64)}:${DIGITS}`, ["k".repeat(64)]),
  bad(
    "key-beside-secret",
    "K5",
    "a key beside a secret",
    { JWT_BRIDGE_KEY: `${KID}:${DIGITS}` },
    "setting_invalid",
  ),
  bad(
    "key-beside-ring",
    "K5",
    "a key beside a ring",
    { JWT_BRIDGE_KEY: `${KID}:${DIGITS}`, [RING]: `1:${SECRET}`, BETTER_AUTH_SECRET: undefined },
    "setting_invalid",
  ),
  badKey("no-kid", "no kid", DIGITS),
  badKey("empty-kid", "an empty kid", `:${DIGITS}`),
  badKey("long-kid", "a kid of 65 characters", `${"k".repeat(65)}:${DIGITS}`),
  badKey("dot-kid", "a kid with a dot", `a.b:${DIGITS}`),
  badKey("quote-kid", "a kid that ends a JSON string", `a"b:${DIGITS}`),
  badKey("short", "a digit short", `${KID}:${DIGITS.slice(1)}`),
  badKey("long", "a byte more", `${KID}:${DIGITS}00`),
  badKey("letter", "a letter that is no digit", `${KID}:g${DIGITS.slice(1)}`),
  badKey("full-width", "a full-width digit", `${KID}:１${DIGITS.slice(1)}`),
  badKey("base64", "the key in base64", `${KID}:${deriveKey(SECRET).toString("base64")}`),
  badKey("newline", "a line end after it", `${KID}:${DIGITS}\n`),
  badKey("space", "a space after the colon", `${KID}: ${DIGITS}`),
  badKey("secret", "a secret", SECRET),

  good(
    "debug-off",
    "A4",
    "0 is off, wherever the app is",
    { AUTH_DEBUG: "0", BETTER_AUTH_URL: "https://app.example" },
    { issuer: "https://app.example" },
  ),
  debug("localhost", "localhost", "http://localhost:3000"),
  debug("localhost-https", "localhost by https", "https://localhost"),
  debug("localhost-upper", "localhost in capitals", "http://LOCALHOST:3000"),
  debug("below-localhost", "a name below .localhost", "http://app.localhost:3000"),
  debug("ipv4", "127.0.0.1", "http://127.0.0.1:3000"),
  debug("ipv4-other", "another address of 127.0.0.0/8", "http://127.9.8.7"),
  debug("ipv6", "[::1]", "http://[::1]:3000"),
  good(
    "debug-node-env",
    "A4",
    "NODE_ENV plays no part",
    { AUTH_DEBUG: "1", NODE_ENV: "production" },
    { debug: true },
  ),
  badDebug("public", "an address for everybody", "https://app.example"),
  badDebug("suffix", "a host that begins with localhost", "http://localhost.evil.example"),
  badDebug("prefix", "a host that ends in localhost without a dot", "http://notlocalhost"),
  badDebug("ipv4-suffix", "a host that begins with 127.0.0.1", "http://127.0.0.1.evil.example"),
  badDebug("ipv4-next", "the address after 127.0.0.0/8", "http://128.0.0.1"),
  badDebug("ipv4-any", "every address of the machine", "http://0.0.0.0:3000"),
  badDebug("ipv4-private", "a private address", "http://192.168.1.5:3000"),
  badDebug("ipv6-next", "the address after [::1]", "http://[::2]:3000"),
  ...["true", "yes", "on", "2", "1 ", "01", "-1"].map((value, at) =>
    bad(
      `debug-word-${at}`,
      "A4",
      `AUTH_DEBUG=${JSON.stringify(value)}`,
      { AUTH_DEBUG: value },
      "setting_invalid",
    ),
  ),
]);
