import { describe, expect, it } from "vitest";
import { encode } from "../../src/base64url.js";
import type { JwtBridgeOptions } from "../../src/better-auth/index.js";
import { defineClaims, signClaims } from "../../src/better-auth/mint.js";
import { type ClaimsSource, readOptions } from "../../src/better-auth/options.js";
import { deriveKey } from "../../src/hmac-key.js";
import { ConfigurationError } from "../../src/index.js";
import { AUDIENCE, ISSUER, SECRET } from "../support/settings.js";
import { load, type Outcome, type Unusable } from "./vectors.js";

const NOW = 1_750_000_000;
const SOURCE = { user: { id: "user-a" }, session: { id: "session-a" } } as unknown as ClaimsSource;

type Claims = Readonly<Record<string, unknown>>;

/** The members of the token that is issued when an application adds claims in this way, or the word of the refusal. */
async function issue(claims: JwtBridgeOptions["claims"]): Promise<unknown> {
  const key = deriveKey(SECRET, AUDIENCE);
  const issuing = { issuer: ISSUER, keys: [key] } as const;
  try {
    const settings = readOptions({ audience: AUDIENCE, ...(claims && { claims }) });
    const own = await defineClaims(settings.claims, SOURCE);
    const written = { iss: ISSUER, aud: AUDIENCE, iat: NOW, exp: NOW + settings.lifetime, sub: "user-a" };
    const token = signClaims({ ...own, ...written }, issuing, settings, NOW);
    return JSON.parse(Buffer.from(token.split(".")[1] ?? "", "base64url").toString());
  } catch (error) {
    if (!(error instanceof ConfigurationError)) throw error;
    return error.code;
  }
}

describe("claims that an application adds", () => {
  const { vectors } = load<{ readonly claims: Claims } & Outcome<unknown, Unusable>>("claims");
  const ways: readonly [string, (claims: Claims) => JwtBridgeOptions["claims"]][] = [
    ["by one function", (claims) => () => claims],
    [
      "by name",
      (claims) => Object.fromEntries(Object.entries(claims).map(([name, value]) => [name, () => value])),
    ],
  ];
  describe.each(ways)("%s", (_, given) => {
    it.each(vectors)("$id: $comment", async (vector) => {
      const issued = await issue(given(vector.claims));
      if (vector.result === "invalid") expect(issued).toBe(vector.code);
      else {
        // Entries, because toEqual() looks past __proto__.
        expect(Object.entries(issued as Claims)).toEqual(
          expect.arrayContaining(Object.entries(vector.claims)),
        );
        expect(issued).toMatchObject({ sub: "user-a", sid: "session-a", exp: NOW + 300 });
      }
    });
  });
});

describe("headers that an issuer writes", () => {
  const { vectors } = load<{ readonly kid: string; readonly text: string; readonly result: string }>(
    "headers",
  );
  it.each(vectors)("$id: $comment", ({ kid, text, result }) => {
    const key = deriveKey(SECRET, AUDIENCE);
    expect(key.kid).toBe(kid);
    expect(key.headerSegment === encode(text)).toBe(result === "valid");
  });
});
