import { beforeEach, describe, expect, it } from "vitest";
import {
  createRevocations,
  createVerifier,
  type Principal,
  type Revocations,
  sharedSecret,
} from "../../src/index.js";
import { isEntry } from "../../src/revocation/entry.js";
import { issueTestToken } from "../../src/testing/index.js";
import { AUDIENCE, ISSUER, SECRET } from "../support/settings.js";

const NOW = 1_750_000_000;
const STALE = "revocations_stale: nothing heard of revocations for more than 30 seconds";

let clock: number;
let revocations: Revocations;
const create = (options = {}) => createRevocations({ clock: () => clock, now: () => clock, ...options });

beforeEach(() => {
  clock = NOW;
  revocations = create();
  revocations.heard();
});

function caller({ userId = "alice", sessionId = "s1", iat = NOW } = {}): Principal {
  const claims = { iss: ISSUER, aud: AUDIENCE, sub: userId, sid: sessionId, jti: "j", iat, exp: iat + 300 };
  return { userId, sessionId, issuer: ISSUER, scopes: new Set(), claims };
}

/** The reason of the refusal, or undefined. */
function refusal(principal = caller(), set = revocations): string | undefined {
  try {
    set.check(principal);
    return undefined;
  } catch (error) {
    return (error as { reason: string }).reason;
  }
}

describe("revocations", () => {
  it("end every token of a session, and of no other", () => {
    revocations.add({ sid: "s1", until: NOW + 300 });
    expect(refusal()).toBe("revoked: the session has ended");
    expect(refusal(caller({ iat: NOW + 200 }))).toBe("revoked: the session has ended");
    expect(refusal(caller({ sessionId: "s2" }))).toBeUndefined();
    expect(refusal(caller({ userId: "s1", sessionId: "s2" }))).toBeUndefined();
  });

  it("end a user's tokens up to a moment, and no other's", () => {
    revocations.add({ sub: "alice", before: NOW + 0.5, until: NOW + 300 });
    const reason = "revoked: the user's tokens up to a later moment have ended";
    expect(refusal(caller())).toBe(reason);
    expect(refusal(caller({ iat: NOW + 0.5 }))).toBe(reason);
    expect(refusal(caller({ iat: NOW + 0.501 }))).toBeUndefined();
    expect(refusal(caller({ userId: "bob", sessionId: "alice" }))).toBeUndefined();
  });

  it.each([[[0, 1]], [[1, 0]]])("let the entry count that ends more, in the order %j", (order) => {
    for (const late of order) {
      revocations.add({ sub: "alice", before: NOW + 1 + late, until: NOW + 301 + late });
      revocations.add({ sid: "s1", until: NOW + 301 + late });
    }
    clock = NOW + 301.5;
    revocations.heard();
    expect(refusal(caller({ sessionId: "s2", iat: NOW + 2 }))).toMatch(/^revoked: the user/);
    expect(refusal(caller({ userId: "bob" }))).toMatch(/^revoked: the session/);
    expect(revocations.size).toBe(2);
    clock = NOW + 302;
    revocations.heard();
    expect(revocations.size).toBe(0);
  });

  it("hold an entry until the last of its tokens has expired", () => {
    revocations.add({ sid: "s1", until: NOW + 300 });
    clock = NOW + 299.9;
    revocations.heard();
    expect(refusal()).toBeDefined();
    clock = NOW + 300;
    revocations.heard();
    expect(refusal()).toBeUndefined();
    expect(revocations.size).toBe(0);
  });

  it("drop all in the end, in whatever order they came", () => {
    for (let index = 0; index < 1000; index++) {
      revocations.add({ sid: `s${index}`, until: NOW + ((index * 7919) % 1000) });
      revocations.add({ sub: `u${index}`, before: NOW, until: NOW + ((index * 104_729) % 1000) });
    }
    clock = NOW + 1000;
    revocations.heard();
    expect(revocations.size).toBe(0);
  });

  it("hold nothing for longer than any token can live, whatever an entry says", () => {
    revocations.add({ sid: "s1", until: NOW + 1e9 });
    revocations.add({ sub: "alice", before: NOW, until: NOW + 1e9 });
    clock = NOW + 3729;
    revocations.heard();
    expect(refusal()).toBe("revoked: the session has ended");
    expect(refusal(caller({ sessionId: "s2" }))).toMatch(/^revoked: the user/);
    clock = NOW + 3730;
    revocations.heard();
    expect(revocations.size).toBe(0);
  });

  it("drop within a minute what ends behind one that ends later", () => {
    revocations.add({ sid: "s1", until: NOW + 3600 });
    revocations.add({ sub: "alice", before: NOW, until: NOW + 3600 });
    for (let index = 0; index < 100; index++) {
      revocations.add({ sid: `ended-${index}`, until: NOW + 10 });
      revocations.add({ sub: `ended-${index}`, before: NOW, until: NOW + 10 });
    }
    clock = NOW + 60;
    revocations.heard();
    expect(revocations.size).toBe(2);
  });

  it("know nothing before anything was heard", () => {
    const fresh = create();
    expect(() => fresh.check(caller())).toThrow(
      expect.objectContaining({
        code: "verification_unavailable",
        status: 503,
        retryAfter: 5,
        reason: STALE,
      }),
    );
    expect(fresh.staleness).toBe(Number.POSITIVE_INFINITY);
  });

  it("refuse when nothing was heard for too long, and keep what they know", () => {
    revocations.add({ sid: "s2", until: NOW + 300 });
    clock = NOW + 30;
    expect(refusal()).toBeUndefined();
    clock = NOW + 30.1;
    expect(refusal()).toBe(STALE);
    expect(refusal(caller({ sessionId: "s2" }))).toBe("revoked: the session has ended");
    revocations.heard();
    expect(refusal()).toBeUndefined();
  });

  it("are as old as what was heard", () => {
    clock = NOW + 40;
    revocations.heard(10);
    expect(revocations.staleness).toBe(10);
    revocations.heard(30);
    expect(revocations.staleness).toBe(10);
    revocations.heard(-5);
    expect(revocations.staleness).toBe(0);
    clock += 50;
    revocations.heard(30.1);
    expect(refusal()).toBe(STALE);
    revocations.heard(Number.NaN);
    expect(refusal()).toBe(STALE);
    revocations.heard(30);
    expect(refusal()).toBeUndefined();
  });

  it("go on where the app chose that, and say so once a minute", () => {
    const warnings: string[] = [];
    const lenient = create({
      whenStale: "accept",
      maxStaleness: 2,
      warn: (line: string) => warnings.push(line),
    });
    for (let count = 0; count < 5; count++) expect(refusal(caller(), lenient)).toBeUndefined();
    expect(warnings).toEqual([expect.stringContaining("more than 2 seconds")]);
    clock += 60;
    expect(refusal(caller(), lenient)).toBeUndefined();
    expect(warnings).toHaveLength(2);
    lenient.add({ sid: "s1", until: NOW + 300 });
    expect(refusal(caller(), lenient)).toBe("revoked: the session has ended");
  });

  it.each([0, -1, 3601, Number.NaN, Number.POSITIVE_INFINITY, "30", null])(
    "take no staleness of %j",
    (value) => {
      expect(() => createRevocations({ maxStaleness: value as number })).toThrow("maxStaleness");
    },
  );

  it.each(["", "ignore", null, true])("take no choice of %j", (value) => {
    expect(() => createRevocations({ whenStale: value as "refuse" })).toThrow("whenStale");
  });

  it("are asked by a verifier each time", async () => {
    const verifier = createVerifier({
      issuer: ISSUER,
      audience: AUDIENCE,
      keys: sharedSecret(SECRET),
      revocations,
    });
    const token = issueTestToken({
      issuer: ISSUER,
      audience: AUDIENCE,
      secret: SECRET,
      userId: "alice",
      sessionId: "s1",
    });
    await expect(verifier.verify(token)).resolves.toBeDefined();
    expect(verifier.metrics()).toMatchObject({ revocationsHeld: 0, revocationsStalenessSeconds: 0 });
    revocations.add({ sid: "s1", until: NOW + 300 });
    expect(verifier.metrics()).toMatchObject({ revocationsHeld: 1 });
    await expect(verifier.verify(token)).rejects.toMatchObject({ code: "token_revoked" });
    await expect(verifier.verifyHeader(`Bearer ${token}`)).rejects.toMatchObject({ code: "token_revoked" });
  });
});

describe("isEntry", () => {
  it.each([
    { sid: "s", until: 5 },
    { sub: "u", before: 4.25, until: 5 },
  ])("knows %j", (value) => expect(isEntry(value)).toBe(true));

  it.each([
    null,
    "s",
    {},
    { cursor: "5" },
    { sid: "s" },
    { sid: "", until: 5 },
    { sid: 5, until: 5 },
    { sid: "s", until: "5" },
    { sid: "s", until: true },
    { sid: "s", until: Number.POSITIVE_INFINITY },
    { sid: "s", until: 5, more: 1 },
    { sid: "s", sub: "u", until: 5 },
    { sub: "u", until: 5 },
    { sub: "u", before: null, until: 5 },
    { sub: "", before: 1, until: 5 },
    { sub: "u", before: 1, until: 5, sid: "s" },
  ])("is not taken in by %j", (value) => expect(isEntry(value)).toBe(false));
});
