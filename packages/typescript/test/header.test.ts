import { describe, expect, it } from "vitest";
import { encode } from "../src/base64url.js";
import { readHeader } from "../src/header.js";
import { TokenInvalidError } from "../src/index.js";

const GOOD = { alg: "HS256", typ: "at+jwt", kid: "k" };

const JSON_REASON = "header_json: the header is not a JSON object that every parser reads alike";
const MEMBERS_REASON = "header_members: not exactly alg, typ and kid, each a string";

const read = (header: unknown) =>
  readHeader(encode(typeof header === "string" ? header : JSON.stringify(header)));

/** An error of the class and with exactly this reason. */
const refusal = (reason: string) => new TokenInvalidError(reason as never);

describe("readHeader", () => {
  it("gives the members, in whatever order and with whatever spaces", () => {
    expect(read(`{ "kid": "k", "typ": "at+jwt", "alg": "EdDSA" }`)).toEqual({ ...GOOD, alg: "EdDSA" });
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
});
