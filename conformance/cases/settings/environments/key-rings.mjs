import { deriveKey, deriveKid, OLD_SECRET, SECRET } from "../../mint.mjs";
import { bad, good, keysOf } from "./variables.mjs";

const [NEW, OLD] = [SECRET, OLD_SECRET].map(
  (secret) => `${deriveKid(secret)}:${deriveKey(secret).toString("hex")}`,
);
const [KID, DIGITS] = NEW.split(":");

const keys = (id, comment, value, ...secrets) =>
  good(
    `keys-${id}`,
    "K8",
    comment,
    { JWT_BRIDGE_KEYS: value, BETTER_AUTH_SECRET: undefined },
    keysOf(...secrets),
  );
const badKeys = (id, comment, value, code = "key_malformed", others = {}) =>
  bad(
    `keys-${id}`,
    "K8",
    comment,
    { JWT_BRIDGE_KEYS: value, BETTER_AUTH_SECRET: undefined, ...others },
    code,
  );

/** `JWT_BRIDGE_KEYS`: what an API has while the secret is changed. */
export const keyRings = [
  keys("two", "two keys, the newest first", `${NEW},${OLD}`, SECRET, OLD_SECRET),
  keys("order", "the first is the newest, whichever it is", `${OLD},${NEW}`, OLD_SECRET, SECRET),
  keys("one", "one key, as when the old one was dropped", NEW, SECRET),
  good("keys-empty", "K8", "empty counts as unset", { JWT_BRIDGE_KEYS: "" }),
  badKeys("same", "one key twice", `${NEW},${NEW}`, "setting_invalid"),
  badKeys("same-kid", "two keys of one kid", `${NEW},${KID}:${OLD.split(":")[1]}`, "setting_invalid"),
  badKeys("space", "a space after the comma", `${NEW}, ${OLD}`),
  badKeys("newline", "a line end after the last", `${NEW},${OLD}\n`),
  badKeys("lines", "a line for each", `${NEW}\n${OLD}`),
  badKeys("comma", "a comma at the end", `${NEW},`),
  badKeys("comma-alone", "a comma and nothing", ","),
  badKeys("semicolon", "another separator", `${NEW};${OLD}`),
  badKeys("second-short", "the second a digit short", `${NEW},${OLD.slice(0, -1)}`),
  badKeys("versions", "versions in place of kids' keys", `2:${SECRET},1:${OLD_SECRET}`),
  badKeys("no-kid", "keys without their kids", `${DIGITS},${DIGITS}`),
  badKeys("beside-key", "keys beside a key", `${NEW},${OLD}`, "setting_invalid", { JWT_BRIDGE_KEY: NEW }),
  badKeys("beside-secret", "keys beside a secret", `${NEW},${OLD}`, "setting_invalid", {
    BETTER_AUTH_SECRET: SECRET,
  }),
  badKeys("beside-ring", "keys beside a ring", `${NEW},${OLD}`, "setting_invalid", {
    BETTER_AUTH_SECRETS: `2:${SECRET},1:${OLD_SECRET}`,
  }),
];
