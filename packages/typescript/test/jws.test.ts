import { describe, expect, it } from "vitest";
import { deriveKey, sign } from "../src/hmac-key.js";
import { TokenInvalidError } from "../src/index.js";
import { checkSignature, parseCompact } from "../src/jws.js";
import { AUDIENCE, SECRET } from "./support/settings.js";

const GRAMMAR = new TokenInvalidError("grammar: not three segments of canonical base64url");
const TOO_LONG = new TokenInvalidError("too_long: more than 8192 bytes");

describe("parseCompact", () => {
  it("gives the segments, and what is signed", () => {
    expect(parseCompact("AA.BBBB.CCA")).toEqual({
      header: "AA",
      payload: "BBBB",
      signature: "CCA",
      signingInput: "AA.BBBB",
    });
  });

  it.each([
    "",
    "AAAA",
    "AAAA.AAAA",
    "AAAA.AAAA.",
    ".AAAA.AAAA",
    "AAAA..AAAA",
    "AAAA.AAAA.AAAA.AAAA",
    " AAAA.AAAA.AAAA",
    "AAAA.AAAA.AAAA\n",
    "AB.AAAA.AAAA",
    "AAAA.AB.AAAA",
    "AAAA.AAAA.AB",
    "A.AAAA.AAAA",
    ["AAAA.AAAA.AAAA"],
    { toString: () => "AAAA.AAAA.AAAA" },
    undefined,
    null,
  ])("refuses %j", (token) => {
    expect(() => parseCompact(token)).toThrow(GRAMMAR);
  });

  it("takes 8,192 bytes and not one more, before it looks at anything", () => {
    const longest = `AAAA.${"A".repeat(8182)}.AAAA`;
    expect(parseCompact(`${longest.slice(0, -5)}AA.AA`).payload).toHaveLength(8184);
    expect(() => parseCompact(`${longest}A`)).toThrow(TOO_LONG);
    expect(() => parseCompact("é".repeat(4096))).toThrow(GRAMMAR);
    expect(() => parseCompact("é".repeat(4097))).toThrow(TOO_LONG);
  });
});

describe("checkSignature", () => {
  const key = deriveKey(SECRET, AUDIENCE);
  const refusal = new TokenInvalidError("signature: not made with key ASWbADaWCLA");

  it("passes the signature alone that was made with the key, in its one spelling", () => {
    const signature = sign(key, "AAAA.AAAA");
    expect(checkSignature(key, "AAAA.AAAA", signature)).toBeUndefined();
    const others = ["", "A", signature.slice(1), `${signature}A`, `${signature}=`, signature.toLowerCase()];
    for (const other of others) expect(() => checkSignature(key, "AAAA.AAAA", other)).toThrow(refusal);
    expect(() => checkSignature(key, "AAAA.AAAB", signature)).toThrow(refusal);
  });

  it("refuses the signature of another audience's key", () => {
    const other = deriveKey(SECRET, "billing-api");
    expect(() => checkSignature(key, "AAAA.AAAA", sign(other, "AAAA.AAAA"))).toThrow(refusal);
  });
});
