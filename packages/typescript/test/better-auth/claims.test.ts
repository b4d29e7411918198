import { describe, expect, it } from "vitest";
import { jwtBridge } from "../../src/better-auth/index.js";
import type { JwtBridgeOptions } from "../../src/better-auth/options.js";
import { RESERVED_CLAIMS } from "../../src/profile.js";
import { readToken, requestToken, signUp, startAuth, tokenFor } from "../support/auth-server.js";
import { AUDIENCE } from "../support/settings.js";

const CLAIMS = (claims: unknown) => ({
  bridge: { claims: claims as NonNullable<JwtBridgeOptions["claims"]> },
});

/** Status of `/token` and the error that Better Auth met, for somebody signed in. */
async function mintWith(claims: unknown) {
  const { auth, origin } = await startAuth(CLAIMS(claims));
  const { cookie } = await signUp(origin);
  const { status } = await requestToken(origin, cookie);
  const error = await auth.api
    .getToken({ headers: new Headers({ cookie }) })
    .catch((reason: unknown) => reason);
  return { status, error };
}

describe("claims", () => {
  it("adds what the application names, from one function", async () => {
    const { origin } = await startAuth(
      CLAIMS(({ user }: { user: { name: string } }) => ({ name: user.name })),
    );
    const { cookie } = await signUp(origin);
    expect(readToken(await tokenFor(origin, cookie)).payload.name).toBe("Person");
  });

  it("adds what the application names, claim by claim", async () => {
    const claims = { plan: async () => "free", scope: () => "tasks:read tasks:write" };
    const { origin } = await startAuth(CLAIMS(claims));
    const { cookie } = await signUp(origin);
    expect(readToken(await tokenFor(origin, cookie)).payload).toMatchObject({
      plan: "free",
      scope: "tasks:read tasks:write",
    });
  });

  it.each(RESERVED_CLAIMS)("refuses %s at start where names are known", (name) => {
    expect(() => jwtBridge({ audience: AUDIENCE, claims: { [name]: () => "x" } })).toThrow(
      `The claim ${name} is reserved`,
    );
  });

  it.each(RESERVED_CLAIMS)("refuses %s when minting where they are not", async (name) => {
    const { status, error } = await mintWith(() => ({ [name]: 1 }));
    expect(status).toBe(500);
    expect(error).toMatchObject({ code: "claim_reserved" });
  });

  it.each([
    ["no object", () => null],
    ["an array", () => []],
    ["a cycle", () => ({ a: circular() })],
    ["a number that JSON lacks", () => ({ a: 1n })],
    ["half a surrogate pair", () => ({ a: "\ud800" })],
    ["too deep", () => ({ a: JSON.parse(`${"[".repeat(16)}${"]".repeat(16)}`) })],
    ["too long", () => ({ a: "x".repeat(8192) })],
    ["a list of scopes", () => ({ scope: ["a", "b"] })],
    ["scopes with two spaces", () => ({ scope: "a  b" })],
  ])("refuses to mint a token that no verifier reads: %s", async (_, claims) => {
    const { status, error } = await mintWith(claims);
    expect(status).toBe(500);
    expect(error).toMatchObject({ code: "claims_invalid" });
  });

  it("lets no field of a user's row into a token", async () => {
    const field = { type: "string" as const, required: false, input: true };
    const names = ["iss", "exp", "role", "scope", "aud"];
    const { origin } = await startAuth({
      user: { additionalFields: Object.fromEntries(names.map((name) => [name, field])) },
    });
    const evil = {
      iss: "https://evil.example",
      exp: "9999999999",
      role: "admin",
      scope: "admin",
      aud: "other",
    };
    const { cookie } = await signUp(origin, evil);
    const { payload } = readToken(await tokenFor(origin, cookie));
    expect(payload).toMatchObject({ iss: origin, aud: AUDIENCE });
    expect(Number(payload.exp) - Math.floor(Number(payload.iat))).toBe(300);
    expect(payload).not.toHaveProperty("role");
    expect(payload).not.toHaveProperty("scope");
  });
});

function circular(): unknown {
  const value: Record<string, unknown> = {};
  value.self = value;
  return value;
}
