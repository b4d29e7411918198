import { describe, expect, it, onTestFinished } from "vitest";
import { type Environment, readSecrets } from "../src/environment.js";
import { ConfigurationError, createVerifier, readEnvironment } from "../src/index.js";
import { issueTestToken } from "../src/testing/index.js";
import { startKeyServer } from "./jwks/key-server.js";
import { PAIRS, tokenOf } from "./jwks/pairs.js";
import { AUDIENCE, ISSUER, OLD_SECRET, SECRET } from "./support/settings.js";

const GOOD = { BETTER_AUTH_URL: ISSUER, JWT_AUDIENCE: AUDIENCE, BETTER_AUTH_SECRET: SECRET };
const KEY = "ASWbADaWCLA:cf4bc777589248cc78e8496fd5a18d40160bb56fe6142391312685eccc06ef73";
const token = (secret = SECRET) =>
  issueTestToken({ secret, issuer: ISSUER, audience: AUDIENCE, userId: "ann" });

function verify(env: Environment, text: string) {
  return createVerifier(readEnvironment(env)).verify(text);
}

describe("readEnvironment", () => {
  it("gives all that a verifier needs", async () => {
    await expect(verify(GOOD, token())).resolves.toMatchObject({ userId: "ann" });
  });

  it("gives REDIS_URL, where there is one", () => {
    const redisUrl = "redis://localhost:6379";
    expect(readEnvironment({ ...GOOD, REDIS_URL: redisUrl })).toMatchObject({ redisUrl });
    expect(readEnvironment({ ...GOOD, REDIS_URL: "" })).not.toHaveProperty("redisUrl");
  });

  it("takes BETTER_AUTH_SECRETS before BETTER_AUTH_SECRET", async () => {
    const env = { ...GOOD, BETTER_AUTH_SECRET: OLD_SECRET, BETTER_AUTH_SECRETS: ` 2 : ${SECRET} ` };
    await expect(verify(env, token())).resolves.toBeDefined();
    await expect(verify(env, token(OLD_SECRET))).rejects.toMatchObject({ code: "token_invalid" });
  });

  it("takes a version of fifteen digits, such as a time in milliseconds", () => {
    expect(readSecrets({ BETTER_AUTH_SECRETS: `123456789012345:${SECRET}` })).toEqual([SECRET]);
  });

  it("splits an entry at its first colon, and keeps the order", () => {
    expect(readSecrets({ BETTER_AUTH_SECRETS: `2:${SECRET}:x,1:${OLD_SECRET}` })).toEqual([
      `${SECRET}:x`,
      OLD_SECRET,
    ]);
  });

  it("takes the derived key in place of the secret", async () => {
    const env = {
      BETTER_AUTH_URL: ISSUER,
      JWT_AUDIENCE: AUDIENCE,
      JWT_BRIDGE_KEY: KEY,
      BETTER_AUTH_SECRET: "",
    };
    await expect(verify(env, token())).resolves.toBeDefined();
  });

  it("takes the keys of a set, in place of the secret or beside it", async () => {
    const server = await startKeyServer([PAIRS.EdDSA.jwk]);
    onTestFinished(() => server.stop());
    const alone = { BETTER_AUTH_URL: ISSUER, JWT_AUDIENCE: AUDIENCE, JWT_JWKS_URL: server.url };
    await expect(verify(alone, tokenOf(PAIRS.EdDSA))).resolves.toBeDefined();
    await expect(verify(alone, token())).rejects.toMatchObject({ code: "token_invalid" });
    for (const beside of [{ BETTER_AUTH_SECRET: SECRET }, { JWT_BRIDGE_KEY: KEY }]) {
      await expect(verify({ ...alone, ...beside }, tokenOf(PAIRS.EdDSA))).resolves.toBeDefined();
      await expect(verify({ ...alone, ...beside }, token())).resolves.toBeDefined();
    }
  });

  it.each<[string, Environment, string]>([
    ["a key set by http", { JWT_JWKS_URL: "http://x.example/pass-word" }, "JWT_JWKS_URL"],
    ["a key set with a password", { JWT_JWKS_URL: "https://a:pass-word@x.example" }, "JWT_JWKS_URL"],
    ["no address", { BETTER_AUTH_URL: undefined }, "BETTER_AUTH_URL"],
    ["an address of another kind", { BETTER_AUTH_URL: "ftp://x.example" }, "BETTER_AUTH_URL"],
    ["a password in the address", { BETTER_AUTH_URL: "https://a:pass-word@x.example" }, "BETTER_AUTH_URL"],
    ["a backslash in the address", { BETTER_AUTH_URL: "https:\\\\x.example" }, "BETTER_AUTH_URL"],
    ["white space round the address", { BETTER_AUTH_URL: " https://x.example" }, "BETTER_AUTH_URL"],
    ["no audience", { JWT_AUDIENCE: "" }, "JWT_AUDIENCE"],
    ["a control character in the audience", { JWT_AUDIENCE: "a\u0000" }, "JWT_AUDIENCE"],
    ["no secret", { BETTER_AUTH_SECRET: undefined }, "BETTER_AUTH_SECRET"],
    ["a short secret", { BETTER_AUTH_SECRET: "pass-word" }, "BETTER_AUTH_SECRET"],
    ["a ring without versions", { BETTER_AUTH_SECRETS: SECRET }, "BETTER_AUTH_SECRETS"],
    ["a version that is no number", { BETTER_AUTH_SECRETS: `a:${SECRET}` }, "BETTER_AUTH_SECRETS"],
    ["a version below nothing", { BETTER_AUTH_SECRETS: `-1:${SECRET}` }, "BETTER_AUTH_SECRETS"],
    [
      "a version of sixteen digits",
      { BETTER_AUTH_SECRETS: `1234567890123456:${SECRET}` },
      "BETTER_AUTH_SECRETS",
    ],
    ["a version twice", { BETTER_AUTH_SECRETS: `1:${SECRET},01:${OLD_SECRET}` }, "BETTER_AUTH_SECRETS"],
    ["a ring with a short secret", { BETTER_AUTH_SECRETS: `2:${SECRET},1:pass-word` }, "BETTER_AUTH_SECRETS"],
    ["a ring that ends in a comma", { BETTER_AUTH_SECRETS: `1:${SECRET},` }, "BETTER_AUTH_SECRETS"],
    [
      "a switch in words",
      { AUTH_DEBUG: "yes" },
      "AUTH_DEBUG is neither 0 nor 1. Unset it, or set it to 1 on your own machine",
    ],
    ["a key and a secret", { JWT_BRIDGE_KEY: KEY }, "JWT_BRIDGE_KEY"],
    [
      "a key and a ring",
      { JWT_BRIDGE_KEY: KEY, BETTER_AUTH_SECRET: "", BETTER_AUTH_SECRETS: `1:${SECRET}` },
      "JWT_BRIDGE_KEY",
    ],
    ["a key without its id", { JWT_BRIDGE_KEY: KEY.slice(12), BETTER_AUTH_SECRET: "" }, "JWT_BRIDGE_KEY"],
    [
      "a key that is too short",
      { JWT_BRIDGE_KEY: KEY.slice(0, -1), BETTER_AUTH_SECRET: "" },
      "JWT_BRIDGE_KEY",
    ],
    ["a line end after the key", { JWT_BRIDGE_KEY: `${KEY}\n`, BETTER_AUTH_SECRET: "" }, "JWT_BRIDGE_KEY"],
  ])("refuses %s in one line that names the variable and no value", (_, change, name) => {
    const env: Environment = { ...GOOD, ...change };
    let error: unknown;
    try {
      readEnvironment(env);
    } catch (reason) {
      error = reason;
    }
    expect(error).toBeInstanceOf(ConfigurationError);
    const { message } = error as Error;
    expect(message).toContain(name);
    expect(message).not.toContain("\n");
    expect(message).not.toMatch(/pass-word|correct-horse|older-secret|cf4bc777/);
  });
});
