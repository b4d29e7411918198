import { describe, expect, it } from "vitest";
import { encode } from "../src/base64url.js";
import { readHeader } from "../src/header.js";
import { TokenInvalidError } from "../src/index.js";
import { deriveKey, type Key } from "../src/keys.js";
import { AUDIENCE, SECRET } from "./support/settings.js";

const KEY = deriveKey(SECRET, AUDIENCE);
const KEYS = new Map([[KEY.kid, KEY]]);
const GOOD = { alg: "HS256", typ: "at+jwt", kid: KEY.kid };

const JSON_REASON = "header_json: the header is not a JSON object that every parser reads alike";
const MEMBERS_REASON = "header_members: not exactly alg, typ and kid, each a string";

const read = (header: unknown, keys: ReadonlyMap<string, Key> = KEYS) =>
  readHeader(encode(typeof header === "string" ? header : JSON.stringify(header)), keys);

/** An error of the class and with exactly this reason. */
const refusal = (reason: string) => new TokenInvalidError(reason as never);

describe("readHeader", () => {
  it("gives the key that the kid names, in whatever order and with whatever spaces", () => {
    expect(read(`{ "kid": "${KEY.kid}", "typ": "at+jwt", "alg": "HS256" }`)).toEqual({
      kid: KEY.kid,
      key: KEY,
    });
  });

  it("gives no key for a kid that it does not know", () => {
    expect(read({ ...GOOD, kid: "other" })).toEqual({ kid: "other", key: undefined });
  });

  it.each(["[]", '"text"', "null", "{", '{"alg":"HS256","alg":"HS256"}', '{"kid":"\\ud800"}'])(
    "refuses %s, which is no object that every parser reads alike",
    (text) => {
      expect(() => read(text)).toThrow(refusal(JSON_REASON));
    },
  );

  it.each([
    {},
    { ...GOOD, crit: ["b64"] },
    { ...GOOD, jwk: {} },
    { ...GOOD, cty: "JWT" },
    ...["alg", "typ", "kid"].flatMap((name) => [
      { ...GOOD, [name]: undefined },
      { ...GOOD, [name]: undefined, other: "x" },
      { ...GOOD, [name]: 1 },
      { ...GOOD, [name]: null },
      { ...GOOD, [name]: [GOOD.kid] },
    ]),
  ])("refuses %j, which is not exactly alg, typ and kid", (header) => {
    expect(() => read(header)).toThrow(refusal(MEMBERS_REASON));
  });

  it.each(["none", "HS512", "hs256", "RS256", ""])("refuses the algorithm %j", (alg) => {
    expect(() => read({ ...GOOD, alg })).toThrow(refusal("alg: not HS256"));
    expect(() => read({ ...GOOD, alg, kid: "other" })).toThrow(refusal("alg: not HS256"));
  });

  it("names the algorithm of the key, whatever that is", () => {
    const keys = new Map([[KEY.kid, { ...KEY, algorithm: "HS512" as never }]]);
    expect(() => read(GOOD, keys)).toThrow(refusal("alg: not HS512"));
  });

  it.each(["JWT", "AT+JWT", "application/at+jwt", ""])("refuses the type %j", (typ) => {
    expect(() => read({ ...GOOD, typ })).toThrow(refusal("typ: not at+jwt"));
  });
});
