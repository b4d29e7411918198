import { deriveKey, deriveKid, SECRET } from "../../mint.mjs";
import { bad, good } from "./variables.mjs";

const KID = deriveKid(SECRET);
const DIGITS = deriveKey(SECRET).toString("hex");

const key = (id, comment, value, kids = [KID]) =>
  good(`key-${id}`, "K5", comment, { JWT_BRIDGE_KEY: value, BETTER_AUTH_SECRET: undefined }, { kids });
const badKey = (id, comment, value) =>
  bad(`key-${id}`, "K5", comment, { JWT_BRIDGE_KEY: value, BETTER_AUTH_SECRET: undefined }, "key_malformed");

export const bridgeKeys = [
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
    { JWT_BRIDGE_KEY: `${KID}:${DIGITS}`, BETTER_AUTH_SECRETS: `1:${SECRET}`, BETTER_AUTH_SECRET: undefined },
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
];
