import { deriveKey, deriveKid, OLD_SECRET, SECRET } from "../../mint.mjs";
import { bad, good, keysOf } from "./variables.mjs";

const KEY = `${deriveKid(SECRET)}:${deriveKey(SECRET).toString("hex")}`;
const URL = "https://app.example/api/auth/jwks";
const NOTHING = { BETTER_AUTH_SECRET: undefined };

/** Key sets, and whatever else is set. */
const set = (id, comment, url, others = NOTHING, expected = keysOf()) =>
  good(`jwks-${id}`, "K20", comment, { JWT_JWKS_URL: url, ...others }, { ...expected, key_sets: [url] });
const badSet = (id, comment, url) =>
  bad(`jwks-${id}`, "K20", comment, { JWT_JWKS_URL: url, ...NOTHING }, "setting_invalid");

/** `JWT_JWKS_URL`: keys that are published. */
export const keySets = [
  set("alone", "a key set, and no secret", URL),
  set("beside-secret", "a key set beside the secret", URL, {}, keysOf(SECRET)),
  set(
    "beside-ring",
    "a key set beside several secrets",
    URL,
    { BETTER_AUTH_SECRETS: `2:${SECRET},1:${OLD_SECRET}` },
    keysOf(SECRET, OLD_SECRET),
  ),
  set(
    "beside-key",
    "a key set beside a derived key",
    URL,
    { ...NOTHING, JWT_BRIDGE_KEY: KEY },
    keysOf(SECRET),
  ),
  set(
    "beside-keys",
    "a key set beside derived keys",
    URL,
    { ...NOTHING, JWT_BRIDGE_KEYS: KEY },
    keysOf(SECRET),
  ),
  set("port", "another port, and a query", "https://keys.example:8443/jwks?tenant=a"),
  set("localhost", "http on this machine", "http://localhost:3000/api/auth/jwks"),
  set("loopback", "http at the address of this machine", "http://127.0.0.1:3000/api/auth/jwks"),
  set("loopback-six", "the same by version 6", "http://[::1]:3000/api/auth/jwks"),
  good("jwks-empty", "K20", "empty counts as unset", { JWT_JWKS_URL: "" }),
  badSet("http", "http from elsewhere", "http://app.example/api/auth/jwks"),
  badSet("http-lookalike", "http from a host that begins like this machine", "http://localhost.example/jwks"),
  badSet("user", "a user name and a password", "https://user:word@app.example/api/auth/jwks"),
  badSet("fragment", "a fragment", `${URL}#keys`),
  badSet("ftp", "another scheme", "ftp://app.example/api/auth/jwks"),
  badSet("file", "a file", "file:///etc/jwks.json"),
  badSet("data", "the keys themselves", 'data:application/json,{"keys":[]}'),
  badSet("path", "a path alone", "/api/auth/jwks"),
  badSet("space", "a space before it", ` ${URL}`),
  badSet("newline", "a line end after it", `${URL}\n`),
  badSet("backslash", "backslashes", "https:\\\\app.example\\jwks"),
  badSet("two", "two addresses", `${URL},${URL} `),
  bad(
    "jwks-beside-bad-secret",
    "K1",
    "a key set does not make a short secret good",
    { BETTER_AUTH_SECRET: "change-me", JWT_JWKS_URL: URL },
    "secret_short",
  ),
];
