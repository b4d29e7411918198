import { betterAuth } from "better-auth";
import { jwt } from "better-auth/plugins";
import { afterEach, describe, expect, it, vi } from "vitest";
import { type JwtBridgeOptions, jwtBridge } from "../../src/better-auth/index.js";
import { ConfigurationError } from "../../src/index.js";
import { type AuthChanges, createAuth, readToken, sqlite } from "../support/auth-server.js";
import { AUDIENCE, OLD_SECRET, SECRET } from "../support/settings.js";

afterEach(() => vi.unstubAllEnvs());

const DEFAULT = "better-auth-secret-12345678901234567890";
const REPETITIVE = "abcdefg".repeat(6);

/** What Better Auth fails to start with. */
async function failure(changes: AuthChanges): Promise<ConfigurationError> {
  const error = await createAuth(changes).then(
    () => undefined,
    (reason: unknown) => reason,
  );
  if (!(error instanceof ConfigurationError))
    throw new Error("it started, or failed otherwise", { cause: error });
  return error;
}

describe("a bad secret", () => {
  const ring = (...values: string[]): AuthChanges => ({
    secrets: values.map((value, index) => ({ version: values.length - index, value })),
  });
  it.each<[string, string, AuthChanges]>([
    ["Better Auth's default", "secret_default", { secret: DEFAULT }],
    ["short", "secret_short", { secret: "twelve chars" }],
    ["one short", "secret_short", { secret: SECRET.slice(0, 31) }],
    ["one character", "secret_short", { secret: "x" }],
    ["short by code points", "secret_short", { secret: "😀".repeat(16) }],
    ["placeholder", "secret_short", { secret: "changeme" }],
    ["one letter over and over", "secret_repetitive", { secret: "a".repeat(40) }],
    ["seven letters over and over", "secret_repetitive", { secret: REPETITIVE }],
    ["a line end after it", "secret_whitespace", { secret: `${SECRET}\n` }],
    ["a space before it", "secret_whitespace", { secret: ` ${SECRET}` }],
    ["a no-break space after it", "secret_whitespace", { secret: `${SECRET}\u00a0` }],
    ["white space alone", "secret_whitespace", { secret: " ".repeat(40) }],
    ["half a surrogate pair", "secret_not_unicode", { secret: `${SECRET}\ud800` }],
    ["a ring that begins short", "secret_short", ring("short", SECRET)],
    ["a ring that ends short", "secret_short", ring(SECRET, "short")],
    ["a ring with the default", "secret_default", ring(SECRET, DEFAULT)],
    ["a ring with a repetitive one", "secret_repetitive", ring(SECRET, REPETITIVE, OLD_SECRET)],
  ])("stops the start: %s", async (_, code, changes) => {
    const error = await failure(changes);
    expect(error.code).toBe(code);
    expect(error.message).toMatch(/BETTER_AUTH_SECRET/);
    expect(error.message).not.toContain("\n");
    for (const secret of [changes.secret, ...(changes.secrets ?? []).map(({ value }) => value)]) {
      if (secret && secret.trim() !== "" && secret !== "x") expect(error.message).not.toContain(secret);
    }
  });

  it("none at all stops the start: Better Auth would use its public default", async () => {
    for (const name of ["BETTER_AUTH_SECRET", "BETTER_AUTH_SECRETS", "AUTH_SECRET"])
      vi.stubEnv(name, undefined);
    expect((await failure({ secret: undefined as never })).code).toBe("secret_default");
  });

  it("one from the environment stops the start as well", async () => {
    vi.stubEnv("BETTER_AUTH_SECRET", "too-short");
    expect((await failure({ secret: undefined as never })).code).toBe("secret_short");
    vi.stubEnv("BETTER_AUTH_SECRETS", `2:${SECRET},1:old`);
    expect((await failure({ secret: undefined as never })).message).toContain(
      "Version 1 of BETTER_AUTH_SECRETS",
    );
  });
});

describe("a bad address", () => {
  it.each<[string, AuthChanges["baseURL"]]>([
    ["none", undefined],
    ["one taken from each request", { allowedHosts: ["app.example"] }],
    ["a user name in it", "https://user:word@app.example"],
  ])("stops the start: %s", async (_, baseURL) => {
    vi.stubEnv("BETTER_AUTH_URL", undefined);
    expect((await failure({ baseURL: baseURL as never })).message).toContain("BETTER_AUTH_URL");
  });

  it("a path is no part of the issuer", async () => {
    const auth = await createAuth({ baseURL: "https://App.Example:443/some/where" });
    expect((await auth.$context).options.baseURL).toBe("https://app.example");
  });
});

describe("bad options", () => {
  it.each<[string, unknown]>([
    ["none", undefined],
    ["no audience", {}],
    ["an empty audience", { audience: "" }],
    ["two audiences", { audience: ["a", "b"] }],
    ["a control character in the audience", { audience: "a\nb" }],
    ["a long audience", { audience: "a".repeat(256) }],
    ["half a surrogate pair in the audience", { audience: "a\ud800" }],
    ["a lifetime as a bare number", { audience: "a", lifetime: 900 }],
    ["a lifetime as a bare number in a text", { audience: "a", lifetime: "900" }],
    ["a lifetime as a date", { audience: "a", lifetime: new Date() }],
    ["a lifetime of nothing", { audience: "a", lifetime: "0s" }],
    ["a lifetime below nothing", { audience: "a", lifetime: "-5m" }],
    ["a lifetime over the cap", { audience: "a", lifetime: "3601s" }],
    ["a lifetime of a day", { audience: "a", lifetime: "1d" }],
    ["a lifetime of two hours", { audience: "a", lifetime: "2h" }],
    ["a lifetime in the past", { audience: "a", lifetime: "5m ago" }],
    ["a reserved claim", { audience: "a", claims: { sub: () => "x" } }],
    ["a claim that is no function", { audience: "a", claims: { plan: "free" } }],
    ["claims that are a text", { audience: "a", claims: "email" }],
    ["a limit of no requests", { audience: "a", rateLimit: { window: 60, max: 0 } }],
    ["a limit without a window", { audience: "a", rateLimit: { max: 5 } }],
    ["a limit of half a request", { audience: "a", rateLimit: { window: 60, max: 0.5 } }],
    ["jwt()'s options, which would be ignored", { audience: "a", jwt: { expirationTime: "1d" } }],
    ["jwt()'s keys", { audience: "a", jwks: { keyPairConfig: { alg: "ES256" } } }],
    ["an option that does not exist", { audience: "a", lifeTime: "5m" }],
  ])("are refused at once: %s", (_, options) => {
    expect(() => jwtBridge(options as JwtBridgeOptions)).toThrow(ConfigurationError);
  });

  it.each(["1s", "90 s", "5m", "60m", "1h"])("a lifetime of %s is not one of them", (lifetime) => {
    expect(() => jwtBridge({ audience: AUDIENCE, lifetime })).not.toThrow();
  });
});

describe("plugins that contradict each other", () => {
  const base = async () => ({
    baseURL: "http://localhost:3000",
    secret: SECRET,
    database: await sqlite(),
    logger: { disabled: true },
  });

  it("jwt() beside jwtBridge() stops the start", async () => {
    const auth = betterAuth({ ...(await base()), plugins: [jwtBridge({ audience: AUDIENCE }), jwt()] });
    await expect(auth.$context).rejects.toThrow(/Remove jwt\(\)/);
  });

  it("one jwtBridge() in two instances stops the start of the second", async () => {
    const plugin = jwtBridge({ audience: AUDIENCE });
    await betterAuth({ ...(await base()), plugins: [plugin] }).$context;
    const other = betterAuth({ ...(await base()), secret: OLD_SECRET, plugins: [plugin] });
    await expect(other.$context).rejects.toThrow(/once for each/);
  });
});

describe("what another plugin signs through ours", () => {
  const now = 1_750_000_000;
  const good = {
    iss: "http://localhost:3000",
    aud: AUDIENCE,
    sub: "u",
    sid: "s",
    jti: "j",
    iat: now,
    // The end of the session: the token's own is sooner.
    exp: 4_000_000_000,
  };

  async function signer() {
    const plugin = jwtBridge({ audience: AUDIENCE });
    await betterAuth({
      baseURL: good.iss,
      secret: SECRET,
      database: await sqlite(),
      logger: { disabled: true },
      plugins: [plugin],
    }).$context;
    const { sign } = (plugin.options as { jwt: { sign: (payload: object) => Promise<string> } }).jwt;
    return sign;
  }

  it("is signed when it is an access token of the profile", async () => {
    const { payload } = readToken(await (await signer())(good));
    expect(Number(payload.exp) - Math.floor(Number(payload.iat))).toBe(300);
  });

  it.each<[string, object]>([
    ["issuer", { iss: "https://other.example" }],
    ["audience", { aud: "client-id" }],
    ["end that is none", { exp: undefined }],
    ["fraction of a second at the end", { exp: 4_000_000_000.5 }],
    ["fraction of a second", { iat: now + 0.5, exp: now + 300.5 }],
    ["nbf", { nbf: now }],
    ["no session", { sid: undefined }],
    ["no id", { jti: undefined }],
    ["empty user", { sub: "" }],
  ])("is refused for another %s", async (_, change) => {
    const sign = await signer();
    await expect(sign({ ...good, ...change })).rejects.toMatchObject({ code: "claims_invalid" });
  });
});
