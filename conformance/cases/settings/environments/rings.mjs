import { deriveKid, OLD_SECRET, SECRET } from "../../mint.mjs";
import { bad, good } from "./variables.mjs";

const KID = deriveKid(SECRET);
const BOTH = [KID, deriveKid(OLD_SECRET)];

const ring = (id, comment, value, kids) =>
  good(`ring-${id}`, "K4", comment, { BETTER_AUTH_SECRETS: value }, { kids });
const badRing = (id, comment, value, code = "setting_invalid", rule = "K4") =>
  bad(`ring-${id}`, rule, comment, { BETTER_AUTH_SECRETS: value }, code);

export const rings = [
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
];
