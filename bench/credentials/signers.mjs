/** The two ways that tokens are signed, with keys made for one run. */
import { generateKeyPairSync, hkdfSync, randomBytes, sign } from "node:crypto";
import { createServer } from "node:http";
import { issueTestToken } from "jwt-auth-bridge/testing";

/** @typedef {import("./claims.mjs").Mint} Mint */

/**
 * HS256 under a key derived from a secret.
 *
 * @param {string} audience
 * @returns {{ mint: Mint, env: Record<string, string> }} `env` has the secret, and the key for peers that know no derivation
 */
export function hmacSigner(audience) {
  const secret = randomBytes(32).toString("base64url");
  const info = `access-token/HS256/${audience}`; // conformance/PROFILE.md K2
  const key = Buffer.from(hkdfSync("sha256", secret, "jwt-auth-bridge/v1", info, 32));
  /** @type {Mint} */
  const mint = (claims, header) =>
    issueTestToken({ secret, issuer: "", audience, userId: "", claims, ...(header && { header }) });
  return { mint, env: { BETTER_AUTH_SECRET: secret, BENCH_KEY: key.toString("hex") } };
}

/**
 * EdDSA, and the key set that verifiers fetch, at the path where Better Auth has it.
 *
 * @returns {Promise<{ mint: Mint, origin: string, url: string, stop: () => void }>}
 */
export async function keyPairSigner() {
  const { publicKey, privateKey } = generateKeyPairSync("ed25519");
  const kid = randomBytes(16).toString("hex");
  const keys = [{ ...publicKey.export({ format: "jwk" }), alg: "EdDSA", use: "sig", kid }];
  const server = createServer((request, response) => {
    const found = request.url === "/api/auth/jwks";
    response.writeHead(found ? 200 : 404, { "Content-Type": "application/json" });
    response.end(JSON.stringify(found ? { keys } : {}));
  });
  await new Promise((resolve) => server.listen(0, "127.0.0.1", () => resolve(undefined)));
  const address = server.address();
  const origin = `http://127.0.0.1:${typeof address === "object" && address ? address.port : 0}`;
  const encode = (/** @type {object} */ part) => Buffer.from(JSON.stringify(part)).toString("base64url");
  /** @type {Mint} */
  const mint = (claims, header) => {
    const first = encode({ alg: "EdDSA", typ: "at+jwt", kid, ...header });
    const signed = `${first}.${encode(claims)}`;
    return `${signed}.${sign(null, Buffer.from(signed), privateKey).toString("base64url")}`;
  };
  const stop = () => {
    server.closeAllConnections();
    server.close();
  };
  return { mint, origin, url: `${origin}/api/auth/jwks`, stop };
}
