import { Kysely, sql } from "kysely";
import { afterEach, describe, expect, it, onTestFinished, vi } from "vitest";
import { type JwtBridgeOptions, jwtBridge } from "../../../src/better-auth/index.js";
import { ConfigurationError, createVerifier, sharedSecret } from "../../../src/index.js";
import { remoteJwks } from "../../../src/jwks/index.js";
import { createAuth, readToken, signUp, sqlite, startAuth, tokenFor } from "../../support/auth-server.js";
import { AUDIENCE, OLD_SECRET, SECRET } from "../../support/settings.js";
import { startIssuers } from "./issuers.js";

afterEach(() => vi.useRealTimers());

const ALGORITHMS = ["EdDSA", "ES256", "RS256"] as const;

describe.each(ALGORITHMS)("tokens by %s", (alg) => {
  it("are those of the shared secret, but for header and signature", async () => {
    const issuers = await startIssuers({
      bridge: { signing: "jwks", alg, claims: { plan: () => "free" } },
    });
    const token = await issuers.token();
    const [key] = await issuers.published();
    const [segment = ""] = token.split(".");
    expect(Buffer.from(segment, "base64url").toString()).toBe(
      `{"alg":"${alg}","typ":"at+jwt","kid":"${key?.kid}"}`,
    );
    const { payload } = readToken(token);
    const names = ["aud", "exp", "iat", "iss", "jti", "plan", "sid", "sub"];
    expect(Object.keys(payload).sort()).toEqual(names);
    expect(Number(payload.exp) - Math.floor(Number(payload.iat))).toBe(300);

    const keys = remoteJwks({ url: issuers.url });
    const verifier = createVerifier({ issuer: issuers.origin, audience: AUDIENCE, keys });
    expect((await verifier.verify(token)).userId).toBe(payload.sub);
    keys.close();
  });

  it("are verified by a key set that holds nothing private", async () => {
    const issuers = await startIssuers({ bridge: { signing: "jwks", alg } });
    const response = await fetch(issuers.url);
    expect(response.headers.get("cache-control")).toBe("no-store");
    const { keys } = (await response.json()) as { keys: Record<string, unknown>[] };
    expect(keys).toHaveLength(1);
    const members = { EdDSA: ["crv", "x"], ES256: ["crv", "x", "y"], RS256: ["e", "n"] }[alg];
    expect(Object.keys(keys[0] ?? {}).sort()).toEqual(["alg", "kid", "kty", "use", ...members].sort());
    const [row] = await issuers.rows();
    expect(row?.privateKey).not.toContain('"d"');
  });
});

describe("jwtBridge() with key pairs", () => {
  it("keeps the secret out of it: no token is signed with it", async () => {
    const issuers = await startIssuers({ bridge: { signing: "jwks" } });
    const token = await issuers.token();
    const verifier = createVerifier({
      issuer: issuers.origin,
      audience: AUDIENCE,
      keys: sharedSecret(SECRET),
    });
    await expect(verifier.verify(token)).rejects.toMatchObject({ code: "token_invalid" });
  });

  it("signs nothing for another plugin", async () => {
    const bridge = jwtBridge({ audience: AUDIENCE, signing: "jwks" });
    await expect(bridge.options.jwt.sign({})).rejects.toMatchObject({ code: "sign_refused" });
  });

  it("publishes the key set beside the secret, and signs with the secret", async () => {
    const issuers = await startIssuers({ bridge: { publishJwks: true, alg: "ES256" } });
    expect(readToken(await issuers.token()).header).toMatchObject({ alg: "HS256" });
    expect(await issuers.published()).toMatchObject([{ alg: "ES256" }]);
    await issuers.replace({ bridge: { signing: "jwks", alg: "ES256" } });
    expect(readToken(await issuers.token()).header).toMatchObject({ alg: "ES256" });
    expect(await issuers.rows()).toHaveLength(1);
  });

  it("makes one pair for a hundred requests at once", async () => {
    const issuers = await startIssuers({ bridge: { signing: "jwks", alg: "RS256" } });
    await Promise.all(Array.from({ length: 50 }, () => [issuers.token(), issuers.published()]).flat());
    expect(await issuers.rows()).toHaveLength(1);
  });

  it("says when the private key was encrypted under another secret", async () => {
    const issuers = await startIssuers({ bridge: { signing: "jwks" } });
    await issuers.token();
    const [auth] = await issuers.replace({ secret: OLD_SECRET, bridge: { signing: "jwks" } });
    const headers = new Headers({ cookie: await issuers.signUp() });
    await expect(auth?.api.getToken({ headers })).rejects.toThrow(/private key \w+ of the table jwks/);
  });

  it("makes no pair after pair where ids cannot name keys", async () => {
    const issuers = await startIssuers({});
    const generateId = () => `${Math.random()} "`;
    const [auth] = await issuers.replace({ generateId, bridge: { signing: "jwks" } });
    const headers = new Headers({ cookie: await issuers.signUp() });
    await expect(auth?.api.getToken({ headers })).rejects.toThrow(
      /ids that Better Auth gives cannot name keys/,
    );
    const { adapter } = (await auth?.$context) ?? issuers;
    expect(await adapter.findMany({ model: "jwks" })).toEqual([]);
  });

  it("goes on with its pair where the next one cannot be kept, and says why in a word", async () => {
    const lines: string[] = [];
    const db = new Kysely<never>({ dialect: (await sqlite()).dialect });
    onTestFinished(() => db.destroy());
    const { auth, origin } = await startAuth({
      database: { db, type: "sqlite" },
      logger: { log: (_, ...line) => void lines.push(line.join(" ")) },
      bridge: { signing: "jwks" },
    });
    const { cookie } = await signUp(origin);
    await tokenFor(origin, cookie);
    const { adapter } = await auth.$context;
    const longAgo = { createdAt: new Date(Date.now() - 31 * 86_400_000) };
    await adapter.updateMany({ model: "jwks", where: [], update: longAgo });
    await sql`create trigger t before insert on jwks begin select raise(abort, 'what was to be kept'); end`.execute(
      db,
    );
    await tokenFor(origin, cookie);
    const [line = ""] = lines.filter((each) => each.includes("key pair"));
    expect(line).toMatch(/^jwtBridge\(\): the next key pair cannot be made: SQLITE_\w+$/);
  });

  it("needs a database", async () => {
    const started = createAuth({ database: undefined as never, bridge: { signing: "jwks" } });
    await expect(started).rejects.toThrow(/Key pairs are kept in the database/);
  });

  it.each<[string, unknown]>([
    ["another way to sign", { signing: "hs256" }],
    ["an algorithm without key pairs", { alg: "EdDSA" }],
    ["an interval without key pairs", { rotationInterval: "30d" }],
    ["an overlap without key pairs", { signing: "shared-secret", jwksOverlap: "15m" }],
    ["a switch that is off", { publishJwks: false }],
    ["HS256 in a key set", { signing: "jwks", alg: "HS256" }],
    ["an algorithm that verifiers do not know", { signing: "jwks", alg: "PS256" }],
    ["an algorithm in other letters", { signing: "jwks", alg: "eddsa" }],
    ["an interval as a number", { signing: "jwks", rotationInterval: 2_592_000 }],
    ["an interval of less than an hour", { signing: "jwks", rotationInterval: "59m" }],
    ["an overlap below a verifier's memory", { signing: "jwks", jwksOverlap: "5m" }],
    ["an overlap of more than half", { signing: "jwks", rotationInterval: "1h", jwksOverlap: "31m" }],
  ])("refuses %s", (_, options) => {
    const create = () => jwtBridge({ audience: "a", ...(options as Partial<JwtBridgeOptions>) });
    expect(create).toThrow(ConfigurationError);
  });
});
