import type { AuthBridgeOptions, Refusal } from "../../../src/index.js";
import { sharedSecret } from "../../../src/index.js";
import { issueTestToken, type TestTokenOptions } from "../../../src/testing/index.js";
import { AUDIENCE, ISSUER, SECRET } from "../settings.js";

export const NOW = 1_750_000_000;

/** Options for `createAuthBridge`, and where its lines go. */
export function settings(changes: Partial<AuthBridgeOptions> = {}) {
  const refusals: Refusal[] = [];
  const options: AuthBridgeOptions = {
    issuer: ISSUER,
    audience: AUDIENCE,
    keys: sharedSecret(SECRET),
    now: () => NOW,
    log: (refusal) => refusals.push(refusal),
    ...changes,
  };
  return { options, refusals };
}

export function tokenOf(userId: string, changes: Partial<TestTokenOptions> = {}): string {
  return issueTestToken({ secret: SECRET, issuer: ISSUER, audience: AUDIENCE, userId, now: NOW, ...changes });
}

export const bearer = (userId: string) => ({ Authorization: `Bearer ${tokenOf(userId)}` });
