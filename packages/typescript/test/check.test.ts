import { describe, expect, it } from "vitest";
import {
  AuthError,
  createRevocations,
  createVerifier,
  type Entry,
  type Principal,
  sharedSecret,
  TokenExpiredError,
  TokenRevokedError,
  VerificationUnavailableError,
  type Verifier,
} from "../src/index.js";
import { issueTestToken } from "../src/testing/index.js";
import { AUDIENCE, ISSUER, SECRET } from "./support/settings.js";

const NOW = 1_750_000_000;
const POLICY = { issuer: ISSUER, audience: AUDIENCE, keys: sharedSecret(SECRET) };

/** A caller who was let in, with revocations that were heard of just now. */
async function letIn() {
  const clock = { now: NOW };
  const now = () => clock.now;
  const revocations = createRevocations({ clock: now, now });
  revocations.heard();
  const verifier = createVerifier({ ...POLICY, revocations, now });
  return { clock, revocations, verifier, caller: await verifier.verify(token()) };
}

const token = () =>
  issueTestToken({
    issuer: ISSUER,
    audience: AUDIENCE,
    secret: SECRET,
    userId: "ann",
    sessionId: "s1",
    now: NOW,
  });

/** The refusal, if there is one. */
function refusalOf(verifier: Verifier, caller: Principal): AuthError | undefined {
  try {
    verifier.check(caller);
    return undefined;
  } catch (error) {
    if (error instanceof AuthError) return error;
    throw error;
  }
}

describe("a caller who was let in", () => {
  it("may stay", async () => {
    const { verifier, caller } = await letIn();
    expect(refusalOf(verifier, caller)).toBeUndefined();
  });

  it("may not when the token has expired, at the same moment as for a request", async () => {
    const { clock, revocations, verifier, caller } = await letIn();
    clock.now = caller.claims.exp + 4.9;
    revocations.heard();
    expect(refusalOf(verifier, caller)).toBeUndefined();
    clock.now = caller.claims.exp + 5;
    expect(refusalOf(verifier, caller)).toBeInstanceOf(TokenExpiredError);
    clock.now = Number.NaN;
    expect(refusalOf(verifier, caller)?.reason).toBe("expired: exp is in the past");
  });

  it.each<[Entry, boolean]>([
    [{ sid: "s1", until: NOW + 3665 }, true],
    [{ sub: "ann", before: NOW, until: NOW + 3665 }, true],
    [{ sid: "s2", until: NOW + 3665 }, false],
  ])("after %j: ended? %s", async (entry, isEnded) => {
    const { revocations, verifier, caller } = await letIn();
    revocations.add(entry);
    expect(refusalOf(verifier, caller) instanceof TokenRevokedError).toBe(isEnded);
  });

  it("may not when nobody knows", async () => {
    const { clock, verifier, caller } = await letIn();
    clock.now = NOW + 31;
    expect(refusalOf(verifier, caller)).toBeInstanceOf(VerificationUnavailableError);
  });

  it("without revocations stays until the token has expired", async () => {
    let now = NOW;
    const verifier = createVerifier({ ...POLICY, now: () => now });
    const caller = await verifier.verify(token());
    expect(refusalOf(verifier, caller)).toBeUndefined();
    now = caller.claims.exp + 5;
    expect(refusalOf(verifier, caller)).toBeInstanceOf(TokenExpiredError);
  });
});
