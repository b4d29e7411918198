import { inspect } from "node:util";
import { describe, expect, it } from "vitest";
import { encode } from "../src/base64url.js";
import { createAuthBridge } from "../src/hono/index.js";
import {
  ConfigurationError,
  createRevocations,
  createVerifier,
  sharedSecret,
  type VerifierOptions,
} from "../src/index.js";
import { parseKeySet } from "../src/jwks/key-set.js";
import type { ChangingKeySource } from "../src/keys.js";
import { PAIRS } from "./jwks/pairs.js";
import { AUDIENCE, ISSUER, SECRET } from "./support/settings.js";

const NOW = 1_750_000_000;
const ED = PAIRS.EdDSA;
const COMPATIBLE = { compatibility: "better-auth-jwt" } as const;
const RECORD = { name: "Ann Example", email: "ann@example.test", image: null, id: "ann" };
const CLAIMS = { iat: NOW, ...RECORD, sub: "ann", exp: NOW + 900, iss: ISSUER, aud: ISSUER };

/** A key set that has been fetched. */
const published: ChangingKeySource = {
  algorithms: ["EdDSA"],
  keysFor: () => parseKeySet(Buffer.from(JSON.stringify({ keys: [ED.jwk] })), ["EdDSA"], () => {}),
  subscribe: () => {},
  find: async () => {},
};

function token(claims: object = {}): string {
  const message = `${encode('{"alg":"EdDSA","kid":"ed"}')}.${encode(JSON.stringify({ ...CLAIMS, ...claims }))}`;
  return `${message}.${encode(ED.sign(message))}`;
}

function start(options: Partial<VerifierOptions> = COMPATIBLE) {
  const clock = { now: NOW };
  const lines: string[] = [];
  const verifier = createVerifier({
    issuer: ISSUER,
    audience: AUDIENCE,
    keys: published,
    now: () => clock.now,
    info: (line) => void lines.push(line),
    ...options,
  });
  return { verifier, clock, lines };
}

describe("a token of an unmodified jwt()", () => {
  it.each([
    ["header_members: no typ, as Better Auth's own jwt() leaves it out: ", '{"alg":"EdDSA","kid":"ed"}'],
    ["typ: JWT, as of Better Auth's own jwt(): ", '{"alg":"EdDSA","typ":"JWT","kid":"ed"}'],
  ])("is refused without the setting, with the mend: %s", async (reason, header) => {
    const [, payload, signature] = token().split(".");
    const text = `${encode(header)}.${payload}.${signature}`;
    const mend = "put jwtBridge() in its place, or set compatibility here";
    await expect(start({}).verifier.verify(text)).rejects.toMatchObject({ reason: `${reason}${mend}` });
  });

  it("is told the mend by an API that has the secret alone", async () => {
    const { verifier } = start({ keys: sharedSecret(SECRET) });
    await expect(verifier.verify(token())).rejects.toThrow("put jwtBridge() in its place");
  });

  it("names a user, no session and no scopes, each time that it comes", async () => {
    const { verifier } = start();
    for (const caller of [
      await verifier.verify(token({ sid: "s1", jti: "j1" })),
      await verifier.verify(token({ sid: "s1", jti: "j1" })),
      await verifier.verify(token({ sid: "s1", jti: "j1" })), // from memory
    ]) {
      expect(caller).toMatchObject({ userId: "ann", issuer: ISSUER, scopes: new Set() });
      expect(() => caller.sessionId).toThrow(ConfigurationError);
      expect(() => caller.sessionId).toThrow("names no session");
      expect(Object.keys(caller.claims)).toEqual(Object.keys(CLAIMS));
    }
  });

  it("shows the user's record to who asks for it, and nowhere else", async () => {
    const caller = await start().verifier.verify(token());
    expect(caller.claims.email).toBe(RECORD.email);
    const shown = (value: unknown) => `${inspect(value)} ${JSON.stringify(value)}`;
    for (const text of [shown(caller), shown({ ...caller }), shown(structuredClone(caller))]) {
      expect(text).not.toMatch(/Ann Example|example\.test/);
      expect(text).toContain("ann"); // the user's id
    }
  });

  it("is counted, and has a line a minute, until it comes no more", async () => {
    const { verifier, clock, lines } = start();
    const unseen = { lastSeen: null, latestExp: null };
    expect(verifier.metrics().compatibility).toEqual(unseen);
    await expect(verifier.verify(token({ aud: "other" }))).rejects.toThrow();
    expect(verifier.metrics().compatibility).toEqual(unseen);
    for (; clock.now < NOW + 120; clock.now += 1) await verifier.verify(token({ iat: clock.now }));
    expect(verifier.metrics().compatibility).toEqual({ lastSeen: NOW + 119, latestExp: NOW + 900 });
    const line =
      "a token of an unmodified jwt() plugin was accepted: unset compatibility when this line has stayed away for";
    expect(lines).toEqual([`${line} 1020 seconds`, `${line} 1020 seconds`]);
    expect(start({}).verifier.metrics()).not.toHaveProperty("compatibility");
  });
});

describe("the setting", () => {
  const opening = (options: Partial<VerifierOptions>) => () => void start(options);

  it("is not there for another value", () => {
    for (const value of ["", "jwt", true, null]) {
      expect(opening({ compatibility: value as never })).toThrow('compatibility is not "better-auth-jwt"');
    }
  });

  it("does not start where every key is a secret's", () => {
    const keys = sharedSecret(SECRET);
    expect(opening({ ...COMPATIBLE, keys })).toThrow("needs the public keys of the auth server");
    expect(opening({ ...COMPATIBLE, keys: [keys, published] })).not.toThrow();
  });

  it("does not start where sign-outs are to end tokens", () => {
    const revocations = createRevocations();
    expect(opening({ ...COMPATIBLE, revocations })).toThrow("which name no session");
    expect(opening({ revocations })).not.toThrow();
    const options = { issuer: ISSUER, audience: AUDIENCE, keys: [published, sharedSecret(SECRET)] };
    expect(() => createAuthBridge({ ...options, ...COMPATIBLE, revocation: "refuse" })).toThrow(
      "which name no session",
    );
    expect(createAuthBridge({ ...options, ...COMPATIBLE }).metrics()).toHaveProperty("compatibility");
  });
});
