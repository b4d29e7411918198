import { describe, expect, it } from "vitest";
import { readToken } from "../../support/auth-server.js";
import { startIssuers } from "./issuers.js";
import { pythonApi, stopTime, typescriptApi } from "./verifiers.js";

const MINUTE = 60;
const HOUR = 60 * MINUTE;
const STEP = 100;
/** Milliseconds for what waits for hundreds of answers. */
const PATIENCE = 90_000;
const kidOf = (token: string) => (readToken(token).header as { kid: string }).kid;

/** Two processes that rotate each hour: the shortest there is. */
const issuer = { bridge: { signing: "jwks", rotationInterval: "1h", jwksOverlap: "15m" } } as const;

describe.each(["typescript", "python"] as const)("an API in %s", (language) => {
  const open = async (origin: string) =>
    language === "typescript" ? typescriptApi(origin) : await pythonApi(origin);

  it(
    "refuses no valid token across rotations, and never has to ask for a key that it does not know",
    async () => {
      stopTime();
      const started = Date.now();
      const issuers = await startIssuers(issuer, issuer);
      const api = await open(issuers.origin);
      const kids = new Set<string>();
      let living: string[] = [];
      for (let time = 0; time <= 3.5 * HOUR; time += STEP) {
        const token = await issuers.token();
        kids.add(kidOf(token));
        living = [...living, token].slice((-5 * MINUTE) / STEP); // each lives for five minutes
        expect(await api.verdicts(living), `second ${time}`).toEqual(living.map(() => "accepted"));
        await issuers.pass(STEP);
      }
      expect(kids.size).toBe(4);
      // At the first token, and then every five minutes: never did a token come before its key.
      const gaps = issuers.fetches.slice(1).map((time, index) => time - (issuers.fetches[index] ?? 0));
      expect(new Set(gaps)).toEqual(new Set([5 * MINUTE]));
      // The first pairs are over, and their private halves are gone.
      // However many were made at one moment.
      const oldest = Math.min(...(await issuers.rows()).map(({ createdAt }) => createdAt.getTime()));
      expect(oldest).toBeGreaterThanOrEqual(started + HOUR * 1000);
    },
    PATIENCE,
  );

  it("refuses a key that was withdrawn within five minutes, and knows the next one at once", async () => {
    stopTime();
    const issuers = await startIssuers({ bridge: { signing: "jwks", lifetime: "1h" } });
    const api = await open(issuers.origin);
    const token = await issuers.token();
    expect(await api.verdicts([token])).toEqual(["accepted"]);
    await issuers.withdraw(kidOf(token));
    await issuers.pass(5 * MINUTE + 1);
    // The set is on its way, in milliseconds that are no part of the test's time.
    for (let tries = 0; tries < 200 && (await api.verdicts([token]))[0] === "accepted"; tries++) {
      await issuers.pass(0);
    }
    expect(await api.verdicts([token])).toEqual(["kid_unknown"]);
    const next = await issuers.token();
    expect(kidOf(next)).not.toBe(kidOf(token));
    await issuers.pass(30);
    expect(await api.verdicts([next, token])).toEqual(["accepted", "kid_unknown"]);
  });

  it("refuses no valid token on the way from the secret to key pairs and back", async () => {
    stopTime();
    const secret = {};
    const published = { bridge: { publishJwks: true } } as const;
    const pairs = { bridge: { signing: "jwks" } } as const;
    // One of two processes is replaced, then the other.
    const steps = [
      [secret, published],
      [published, published],
      [published, pairs],
      [pairs, pairs],
      [pairs, published],
      [published, published],
    ];
    const issuers = await startIssuers(...(steps[1] ?? []));
    const api = await open(issuers.origin);
    const algorithms: unknown[] = [];
    let living: string[] = [];
    for (const step of steps.slice(1)) {
      await issuers.replace(...step);
      for (let minute = 0; minute < 4; minute++) {
        const tokens = [await issuers.token(), await issuers.token()];
        algorithms.push(...tokens.map((token) => (readToken(token).header as { alg: string }).alg));
        living = [...living, ...tokens].slice(-10);
        expect(await api.verdicts(living)).toEqual(living.map(() => "accepted"));
        await issuers.pass(MINUTE);
      }
    }
    expect(algorithms.slice(0, 8)).toEqual(Array(8).fill("HS256"));
    expect(algorithms.slice(16, 24)).toEqual(Array(8).fill("EdDSA"));
    expect(algorithms.slice(32)).toEqual(Array(8).fill("HS256"));
  });
});

describe("several processes", () => {
  it("that find the next key due at one moment may make two, and agree which signs", async () => {
    stopTime();
    const issuers = await startIssuers(issuer, issuer, issuer);
    await issuers.token();
    const all = () => Promise.all(Array.from({ length: 12 }, () => issuers.token()));
    await issuers.pass(HOUR);
    expect(new Set((await all()).map(kidOf)).size).toBe(1);
    const made = (await issuers.rows()).length;
    expect(made).toBeGreaterThan(1);
    expect(await issuers.published()).toHaveLength(made);
    await issuers.pass(15 * MINUTE);
    expect(new Set((await all()).map(kidOf)).size).toBe(1);
    expect(await issuers.rows()).toHaveLength(made);
  });

  it("that start on an empty table sign with one key as soon as it is there", async () => {
    const issuers = await startIssuers(issuer, issuer, issuer);
    const api = typescriptApi(issuers.origin);
    const first = await Promise.all(Array.from({ length: 12 }, () => issuers.token()));
    const later = await Promise.all(Array.from({ length: 12 }, () => issuers.token()));
    expect(new Set(later.map(kidOf)).size).toBe(1);
    expect(new Set(await api.verdicts([...first, ...later]))).toEqual(new Set(["accepted"]));
  });
});
