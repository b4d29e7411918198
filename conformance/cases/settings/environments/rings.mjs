import { OLD_SECRET, SECRET } from "../../mint.mjs";
import { bad, good, keysOf } from "./variables.mjs";

/** `secrets`: those that are in it, the one that signs first. */
const ring = (id, comment, value, ...secrets) =>
  good(`ring-${id}`, "K4", comment, { BETTER_AUTH_SECRETS: value }, keysOf(...secrets));
const badRing = (id, comment, value, code = "setting_invalid", rule = "K4") =>
  bad(`ring-${id}`, rule, comment, { BETTER_AUTH_SECRETS: value }, code);

export const rings = [
  ring("two", "two secrets", `2:${SECRET},1:${OLD_SECRET}`, SECRET, OLD_SECRET),
  ring("order", "the first signs, whatever its version", `1:${OLD_SECRET},2:${SECRET}`, OLD_SECRET, SECRET),
  ring("one", "one secret: the other variable is not read", `7:${OLD_SECRET}`, OLD_SECRET),
  ring(
    "spaces",
    "white space round pairs and secrets",
    ` 2:${SECRET} , 1: ${OLD_SECRET}\n`,
    SECRET,
    OLD_SECRET,
  ),
  ring("version-spaces", "white space round a version", ` 2 :${SECRET}`, SECRET),
  ring("bom", "a byte order mark is white space too", `\ufeff2:${SECRET}\ufeff`, SECRET),
  ring("separator", "U+001C is none, whatever Python's strip() does", `2:${SECRET}\u001c`, `${SECRET}\u001c`),
  ring("zero", "version 0", `0:${SECRET}`, SECRET),
  ring("fifteen", "a version of fifteen digits", `123456789012345:${SECRET}`, SECRET),
  ring("colons", "an entry is split at its first colon", `2:${SECRET}:x:`, `${SECRET}:x:`),
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
