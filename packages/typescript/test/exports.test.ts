import { execFileSync } from "node:child_process";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import manifest from "../package.json" with { type: "json" };

const ROOT = fileURLToPath(new URL("..", import.meta.url));
const EXPORTS: Readonly<Record<string, readonly string[]>> = {
  "jwt-auth-bridge": [
    "AuthError",
    "ConfigurationError",
    "InsufficientScopeError",
    "TokenExpiredError",
    "TokenInvalidError",
    "TokenMissingError",
    "TokenRevokedError",
    "UserMismatchError",
    "VerificationUnavailableError",
    "createRevocations",
    "createVerifier",
    "derivedKey",
    "readEnvironment",
    "sharedSecret",
  ],
  "jwt-auth-bridge/audit": [
    "assertNoLeaks",
    "auditApi",
    "formatJson",
    "formatSarif",
    "formatTable",
    "verdictOf",
  ],
  "jwt-auth-bridge/better-auth": ["jwtBridge"],
  "jwt-auth-bridge/client": ["TokenRequestError", "createTokenClient", "tokenClientPlugin"],
  "jwt-auth-bridge/express": ["createAuthBridge"],
  "jwt-auth-bridge/fastify": ["createAuthBridge"],
  "jwt-auth-bridge/hono": ["createAuthBridge"],
  "jwt-auth-bridge/jwks": ["remoteJwks"],
  "jwt-auth-bridge/next": ["createAuthBridge", "createServerTokens"],
  "jwt-auth-bridge/revocation-feed": ["revocationFeed"],
  "jwt-auth-bridge/revocation-redis": ["redisRevocations"],
  "jwt-auth-bridge/testing": ["issueTestToken"],
};

/** Run a program against the built package (`npm run build`), through its published names. */
function node(program: string): string {
  return execFileSync(process.execPath, ["--input-type=module", "-e", program], {
    cwd: ROOT,
    encoding: "utf8",
  });
}

describe("the built package", () => {
  it("has these entry points and no others", () => {
    const names = Object.keys(manifest.exports).map((path) => path.replace(/^\./, "jwt-auth-bridge"));
    expect(names.sort()).toEqual(Object.keys(EXPORTS).sort());
  });

  it.each(Object.keys(EXPORTS))("%s exports these names", (entry) => {
    const prelude = 'globalThis.AsyncLocalStorage = (await import("node:async_hooks")).AsyncLocalStorage;';
    const names = node(`${prelude} console.log(Object.keys(await import("${entry}")).sort().join())`);
    expect(names.trim().split(",")).toEqual(EXPORTS[entry]);
  });

  it("issues and verifies through its entry points", () => {
    const program = `
      import { createVerifier, sharedSecret } from "jwt-auth-bridge";
      import { issueTestToken } from "jwt-auth-bridge/testing";
      const secret = "correct-horse-battery-staple-0123456789abcdef";
      const policy = { issuer: "http://localhost:3000", audience: "todo-api" };
      const token = issueTestToken({ ...policy, secret, userId: "ann" });
      const verifier = createVerifier({ ...policy, keys: sharedSecret(secret) });
      console.log((await verifier.verifyHeader("Bearer " + token)).userId);`;
    expect(node(program).trim()).toBe("ann");
  });

  it("has a command that ends with its status", () => {
    const main = fileURLToPath(new URL("../dist/cli/main.js", import.meta.url));
    const env = {
      BETTER_AUTH_SECRET: "correct-horse-battery-staple-0123456789abcdef",
      PATH: process.env.PATH ?? "",
    };
    const options = { env, encoding: "utf8", stdio: "pipe" } as const;
    expect(execFileSync(process.execPath, [main, "key", "--audience", "todo-api"], options)).toMatch(
      /^ASWbADaWCLA:/,
    );
    expect(() => execFileSync(process.execPath, [main], options)).toThrow(
      expect.objectContaining({ status: 2 }),
    );
  });

  it("uses named exports only, and holds no tests", () => {
    for (const name of readdirSync(`${ROOT}/dist`, { recursive: true, encoding: "utf8" })) {
      expect(name).not.toMatch(/test\.(js|d\.ts)$/);
      if (name.endsWith(".js"))
        expect(readFileSync(`${ROOT}/dist/${name}`, "utf8")).not.toMatch(/^export default/m);
    }
    for (const { types } of Object.values(manifest.exports))
      expect(existsSync(`${ROOT}/${types}`)).toBe(true);
  });
});
