import { createHmac } from "node:crypto";
import { gzipSync } from "node:zlib";
import { afterEach, beforeEach, describe, expect, it, onTestFinished, vi } from "vitest";
import { createVerifier, type KeySource, sharedSecret, type Verifier } from "../../src/index.js";
import { type RemoteJwks, remoteJwks } from "../../src/jwks/index.js";
import { issueTestToken } from "../../src/testing/index.js";
import { AUDIENCE, ISSUER, SECRET } from "../support/settings.js";
import { type KeyServer, startKeyServer } from "./key-server.js";
import { eddsa, es256, PAIRS, type Pair, tokenOf } from "./pairs.js";

let server: KeyServer;
let remote: RemoteJwks;
let seconds: number;
let lines: string[];

beforeEach(async () => {
  server = await startKeyServer(Object.values(PAIRS).map(({ jwk }) => jwk));
  seconds = 1000;
  lines = [];
  const options = { url: server.url, clock: () => seconds, warn: (line: string) => void lines.push(line) };
  remote = remoteJwks({ ...options, timeout: 0.5 });
});
afterEach(async () => {
  remote.close();
  await server.stop();
});

const verifierOf = (...keys: readonly KeySource[]) =>
  createVerifier({ issuer: ISSUER, audience: AUDIENCE, keys });
const verdict = (verifier: Verifier, token: string) =>
  verifier.verify(token).then(
    ({ userId }) => userId,
    ({ reason }) => reason.split(":")[0],
  );
const unknown = (kid = "unknown"): string =>
  tokenOf({ jwk: { kid, alg: "EdDSA" }, sign: () => Buffer.alloc(64) });

/** The timer of five minutes goes off after 50 milliseconds. */
function hurry(): void {
  const { setTimeout } = globalThis;
  const hurried = (call: () => void, delay?: number) => setTimeout(call, delay === 300_000 ? 50 : delay);
  const spy = vi.spyOn(globalThis, "setTimeout").mockImplementation(hurried as typeof setTimeout);
  onTestFinished(() => spy.mockRestore());
}
const GOOD = tokenOf(PAIRS.EdDSA);

describe("keys of a key set", () => {
  it.each(Object.entries(PAIRS) as [string, Pair][])("verify %s", async (_, pair) => {
    const verifier = verifierOf(remote);
    expect(await verdict(verifier, tokenOf(pair))).toBe("alice");
    const [header, payload] = tokenOf(pair, { sub: "bob" }).split(".");
    expect(await verdict(verifier, `${header}.${payload}.${tokenOf(pair).split(".")[2]}`)).toBe("signature");
    expect(await verdict(verifier, tokenOf(pair, { aud: "billing-api" }))).toBe("aud");
  });

  it("are fetched once for a hundred tokens at a time", async () => {
    server.delay = 50;
    const verifier = verifierOf(remote);
    const tokens = Array.from({ length: 34 }, () => Object.values(PAIRS).map((pair) => tokenOf(pair))).flat();
    expect(new Set(await Promise.all(tokens.map((token) => verdict(verifier, token))))).toEqual(
      new Set(["alice"]),
    );
    expect(server.requests).toBe(1);
  });

  it("are fetched twice in 30 seconds, for 100,000 unknown ids", async () => {
    const verifier = verifierOf(remote);
    for (let index = 0; index < 100_000; index++) {
      seconds += 0.000_299;
      await remote.find(`unknown-${index}`);
      if (index % 1000 === 0) {
        expect(await verdict(verifier, GOOD)).toBe("alice");
        expect(await verdict(verifier, unknown())).toBe("kid_unknown");
      }
    }
    expect(server.requests).toBe(2);
    seconds += 1;
    expect(await verdict(verifier, unknown())).toBe("kid_unknown");
    expect(server.requests).toBe(3);
  });

  it("are found at once when they are new, and refused when they are withdrawn", async () => {
    const verifier = verifierOf(remote);
    expect(await verdict(verifier, GOOD)).toBe("alice");
    const added = es256("new");
    server.keys = [added.jwk];
    expect(await verdict(verifier, tokenOf(added))).toBe("alice");
    expect(await verdict(verifier, GOOD)).toBe("kid_unknown");
  });

  it("are fetched again by themselves", async () => {
    hurry();
    expect(await verdict(verifierOf(remote), GOOD)).toBe("alice");
    server.keys = [PAIRS.ES256.jwk];
    await expect.poll(() => remote.keysFor(AUDIENCE).map(({ kid }) => kid)).toEqual(["es"]);
  });
});

describe("a key set that was closed", () => {
  it("is fetched no more, and leaves the keys that are known", async () => {
    const verifier = verifierOf(remote);
    expect(await verdict(verifier, GOOD)).toBe("alice");
    remote.close();
    seconds += 3600;
    expect(await verdict(verifier, unknown())).toBe("kid_unknown");
    expect(await verdict(verifier, tokenOf(PAIRS.ES256))).toBe("alice");
    expect(server.requests).toBe(1);
  });

  it("before the first token came is never fetched", async () => {
    remote.close();
    expect(await verdict(verifierOf(remote), GOOD)).toBe("keys_unavailable");
    expect(server.requests).toBe(0);
  });

  it("while it is fetched still answers who waits, and sets no timer", async () => {
    hurry();
    server.delay = 50;
    const waiting = verdict(verifierOf(remote), GOOD);
    remote.close();
    expect(await waiting).toBe("alice");
    await new Promise((resolve) => setTimeout(resolve, 200));
    expect(server.requests).toBe(1);
  });
});

describe("a key set that cannot be had", () => {
  it("is waited for by its own tokens alone", async () => {
    await server.stop();
    const verifier = verifierOf(sharedSecret(SECRET), remote);
    await expect(verifier.verify(GOOD)).rejects.toMatchObject({
      code: "verification_unavailable",
      reason: "keys_unavailable: the key set of the issuer cannot be had",
    });
    const shared = issueTestToken({ issuer: ISSUER, audience: AUDIENCE, secret: SECRET, userId: "alice" });
    expect(await verdict(verifier, shared)).toBe("alice");
    await server.start();
    // Not before the pause is over: 1 second after the first failure.
    expect(await verdict(verifier, GOOD)).toBe("keys_unavailable");
    seconds += 1;
    expect(await verdict(verifier, GOOD)).toBe("alice");
  });

  it("leaves the last good keys, for a day", async () => {
    const verifier = verifierOf(remote);
    expect(await verdict(verifier, GOOD)).toBe("alice");
    await server.stop();
    for (let count = 0; count < 20; count++) {
      seconds += 30; // ten minutes
      expect(await verdict(verifier, unknown())).toBe("kid_unknown");
      expect(await verdict(verifier, GOOD)).toBe("alice");
    }
    seconds += 24 * 3600;
    expect(await verdict(verifier, unknown())).toBe("keys_unavailable");
    expect(await verdict(verifier, GOOD)).toBe("keys_unavailable");
    await server.start();
  });

  it("is asked for unknown keys after 1, 2, 4, 8 and 16 seconds, then each 30", async () => {
    const verifier = verifierOf(remote);
    expect(await verdict(verifier, GOOD)).toBe("alice");
    server.answer = (_, response) => void response.writeHead(500).end();
    const start = seconds;
    const asked: number[] = [];
    for (; seconds < start + 100; seconds += 0.5) {
      const before = server.requests;
      expect(await verdict(verifier, unknown())).toBe("kid_unknown");
      if (server.requests > before) asked.push(seconds - start);
    }
    expect(asked).toEqual([0, 1, 3, 7, 15, 31, 61, 91]);
  });

  it("is told of without the query of its address", async () => {
    await server.stop();
    const opened = remoteJwks({ url: `${server.url}?key=a-secret-word`, warn: (line) => lines.push(line) });
    expect(await verdict(verifierOf(opened), GOOD)).toBe("keys_unavailable");
    opened.close();
    expect(lines).toEqual([`key set: cannot be had from ${server.url}: it cannot be reached (ECONNREFUSED)`]);
    await server.start();
  });

  it.each([
    ["it answers 500", 500, {}, "{}"],
    ["it answers 302", 302, { Location: "https://elsewhere.example/jwks" }, ""],
    ["it answers 204", 204, {}, ""],
    ["it is larger than 262144 bytes", 200, {}, `{"keys":[${" ".repeat(300_000)}]}`],
    ["it is larger than", 200, { "Content-Encoding": "gzip" }, gzipSync(Buffer.alloc(10_000_000, " "))],
    ["the document is not a JSON object", 200, {}, "not json"],
    ["the document is no key set", 200, {}, '{"keys":5}'],
  ] as const)("because %s", async (why, status, headers, body) => {
    server.answer = (_, response) => void response.writeHead(status, headers).end(body);
    expect(await verdict(verifierOf(remote), GOOD)).toBe("keys_unavailable");
    expect(lines[0]).toContain(`key set: cannot be had from ${server.url}: ${why}`);
  });

  it("because the connection breaks", async () => {
    server.answer = (request) => void request.socket.destroy();
    expect(await verdict(verifierOf(remote), GOOD)).toBe("keys_unavailable");
    expect(lines[0]).toMatch(/it cannot be reached \(\w+\)$/);
  });

  it("because it takes too long", async () => {
    server.delay = 2000;
    const begun = Date.now();
    expect(await verdict(verifierOf(remote), GOOD)).toBe("keys_unavailable");
    expect(Date.now() - begun).toBeLessThan(1500);
    expect(lines[0]).toContain("no answer within 0.5 seconds");
  });
});

describe("a key set's document", () => {
  it("is judged key by key", async () => {
    const bad = { ...eddsa("bad").jwk, use: "enc" };
    const twice = [eddsa("twice").jwk, eddsa("twice").jwk];
    server.keys = [bad, "text", null, { ...bad, kid: "a\nb" }, ...twice, PAIRS.EdDSA.jwk];
    expect(await verdict(verifierOf(remote), GOOD)).toBe("alice");
    expect(remote.keysFor(AUDIENCE).map(({ kid }) => kid)).toEqual(["ed"]);
    expect(lines).toEqual([
      "key set: the key bad is not used: it is not for signatures",
      "key set: the key without a name is not used: it is not an object",
      "key set: the key without a name is not used: it is not an object",
      "key set: the key without a name is not used: its kid is too long, or of other characters",
      "key set: the key twice is not used: several keys have this id",
    ]);
  });

  it("has a hundred keys at most", async () => {
    server.keys = Array(101).fill({});
    expect(await verdict(verifierOf(remote), GOOD)).toBe("keys_unavailable");
    expect(lines[0]).toContain("more than 100 keys");
  });

  it("gives no key of an algorithm that the app did not choose", async () => {
    const chosen = remoteJwks({ url: server.url, algorithms: ["ES256"] });
    const verifier = verifierOf(chosen);
    expect(await verdict(verifier, tokenOf(PAIRS.ES256))).toBe("alice");
    expect(await verdict(verifier, GOOD)).toBe("alg");
    expect(chosen.keysFor(AUDIENCE)).toHaveLength(1);
    chosen.close();
  });

  it("never makes a secret of what it publishes", async () => {
    server.keys.push({ kty: "oct", k: "c2VjcmV0LXNlY3JldC1zZWNyZXQtc2VjcmV0", kid: "oct", alg: "HS256" });
    const verifier = verifierOf(sharedSecret(SECRET), remote);
    const { jwk } = PAIRS.EdDSA;
    for (const secret of [String(jwk.x), JSON.stringify(jwk)]) {
      for (const kid of ["ed", "oct"]) {
        const sign = (message: string) => createHmac("sha256", secret).update(message).digest();
        const token = tokenOf({ jwk, sign }, {}, { alg: "HS256", typ: "at+jwt", kid });
        expect(["alg", "kid_unknown"]).toContain(await verdict(verifier, token));
      }
    }
    expect(await verdict(verifier, GOOD)).toBe("alice");
  });
});

describe("settings", () => {
  it.each([
    "http://app.example/jwks",
    "http://127.0.0.1.example/jwks",
    "http://localhost.example/jwks",
    "ftp://app.example/jwks",
    "https://user:password@app.example/jwks",
    "https://app.example/jwks#keys",
    "/api/auth/jwks",
    "",
  ])("take no keys from %j", (url) => {
    expect(() => remoteJwks({ url })).toThrow("The address of the key set");
  });

  it.each(["https://app.example/jwks", "http://localhost:3000/jwks", "http://[::1]:3000/jwks"])(
    "take keys from %s",
    (url) => expect(remoteJwks({ url }).keysFor(AUDIENCE)).toEqual([]),
  );

  it.each([[[]], [["HS256"]], [["EdDSA", "none"]]])("take no algorithms %j", (algorithms) => {
    expect(() =>
      remoteJwks({ url: "https://app.example/jwks", algorithms: algorithms as ["EdDSA"] }),
    ).toThrow("EdDSA, ES256 and RS256");
  });

  it.each([0, 0.5, -300, 300.5, 30 * 24 * 3600, Number.NaN, Number.POSITIVE_INFINITY, "60", null])(
    "take no age of %s seconds",
    (maxAge) => {
      const make = () => remoteJwks({ url: "https://app.example/jwks", maxAge: maxAge as number });
      expect(make).toThrow("maxAge is not a number of seconds from 1 to 300");
    },
  );

  it.each([1, 300])("take an age of %s seconds", (maxAge) => {
    expect(remoteJwks({ url: "https://app.example/jwks", maxAge }).keysFor(AUDIENCE)).toEqual([]);
  });
});
