import { describe, expect, it } from "vitest";
import { deriveKey, makeKey, sign } from "../src/hmac-key.js";
import { createVerifier, sharedSecret } from "../src/index.js";
import type { Key } from "../src/key.js";
import type { ChangingKeySource, KeySource } from "../src/keys.js";
import { issueTestToken } from "../src/testing/index.js";
import { AUDIENCE, ISSUER, OLD_SECRET, SECRET } from "./support/settings.js";

const NOW = 1_750_000_000;
const [NEW_KID, OLD_KID] = [SECRET, OLD_SECRET].map((secret) => deriveKey(secret, AUDIENCE).kid) as [
  string,
  string,
];
const LINE = `a token of key ${OLD_KID}, not the newest, was accepted: drop the key when this line has stayed away for 420 seconds`;
const NEWEST = { newest: true, lastSeen: null, latestExp: null };
const UNSEEN = { newest: false, lastSeen: null, latestExp: null };

function start(...keys: readonly KeySource[]) {
  const clock = { now: NOW };
  const lines: string[] = [];
  const verifier = createVerifier({
    issuer: ISSUER,
    audience: AUDIENCE,
    keys: keys.length > 0 ? keys : [sharedSecret([SECRET, OLD_SECRET])],
    now: () => clock.now,
    info: (line) => void lines.push(line),
  });
  return { clock, lines, verifier };
}

const issued = (now = NOW, secret = OLD_SECRET) =>
  issueTestToken({ issuer: ISSUER, audience: AUDIENCE, secret, userId: "alice", now });

/** A good token under another key. */
function under(key: Key): string {
  const [, payload] = issued().split(".");
  return `${key.headerSegment}.${payload}.${sign(key, `${key.headerSegment}.${payload}`)}`;
}

/** A source whose keys are set by hand. */
function changing(...keys: Key[]): ChangingKeySource & { hold(...keys: Key[]): void } {
  const listeners: (() => void)[] = [];
  let held: readonly Key[] = keys;
  return {
    algorithms: ["HS256"],
    keysFor: () => held,
    subscribe: (listener) => void listeners.push(listener),
    find: async () => {},
    hold(...next) {
      held = next;
      for (const listener of listeners) listener();
    },
  };
}

describe("old keys", () => {
  it("are not the newest, of which nothing is said", async () => {
    const { verifier, lines } = start();
    await verifier.verify(issued(NOW, SECRET));
    expect(verifier.metrics()).toEqual({ keys: { [NEW_KID]: NEWEST, [OLD_KID]: UNSEEN } });
    expect(lines).toEqual([]);
  });

  it("are seen", async () => {
    const { verifier, lines, clock } = start();
    await verifier.verify(issued());
    const seen = { newest: false, lastSeen: NOW, latestExp: NOW + 300 };
    expect(verifier.metrics().keys[OLD_KID]).toEqual(seen);
    expect(lines).toEqual([LINE]);
    clock.now += 10;
    await verifier.verify(issued(NOW - 100));
    expect(verifier.metrics().keys[OLD_KID]).toEqual({ ...seen, lastSeen: NOW + 10 });
  });

  it("have one line a minute", async () => {
    const { verifier, lines, clock } = start();
    for (let second = 0; second < 180; second += 1) {
      await verifier.verify(issued(clock.now));
      clock.now += 1;
    }
    expect(lines).toHaveLength(3);
  });

  it.each([
    ["of the future", issued(NOW + 100)],
    ["expired", issued(NOW - 400)],
    ["forged", issued().replace(/.$/, (last) => (last === "A" ? "E" : "A"))],
  ])("are not seen by a token that is %s", async (_, token) => {
    const { verifier, lines } = start();
    await expect(verifier.verify(token)).rejects.toThrow();
    expect(verifier.metrics().keys[OLD_KID]).toEqual(UNSEEN);
    expect(lines).toEqual([]);
  });

  it("are not the secret's newest beside a key set: nothing is said, and when its tokens came can be asked for", async () => {
    const [other, next] = [makeKey("other", Buffer.alloc(32, "o")), makeKey("next", Buffer.alloc(32, "n"))];
    const source = changing(other, next);
    const seen = { newest: true, lastSeen: NOW, latestExp: NOW + 300 };
    for (const sources of [
      [source, sharedSecret(SECRET)],
      [sharedSecret(SECRET), source],
    ]) {
      source.hold(other, next);
      const { verifier, lines } = start(...sources);
      expect(verifier.metrics().keys).toEqual({ other: NEWEST, next: NEWEST, [NEW_KID]: NEWEST });
      await verifier.verify(under(other));
      await verifier.verify(issued(NOW, SECRET));
      expect(verifier.metrics().keys).toEqual({ other: NEWEST, next: NEWEST, [NEW_KID]: seen });
      expect(lines).toEqual([]);
      source.hold(other);
      expect(verifier.metrics().keys).toEqual({ other: NEWEST, [NEW_KID]: seen }); // not forgotten with a change
    }
  });

  it("are the secret's others beside a key set", async () => {
    const { verifier, lines } = start(changing(), sharedSecret([SECRET, OLD_SECRET]));
    await verifier.verify(issued());
    const seen = { newest: false, lastSeen: NOW, latestExp: NOW + 300 };
    expect(verifier.metrics().keys).toEqual({ [NEW_KID]: NEWEST, [OLD_KID]: seen });
    expect(lines).toEqual([LINE]);
  });

  it("stay out of the log where none of us made their ids", async () => {
    const strange = makeKey("alice@example.org", Buffer.alloc(32, "o"));
    const first = makeKey("first", Buffer.alloc(32, "f"));
    const { verifier, lines } = start({ keysFor: () => [first, strange] });
    await verifier.verify(under(strange));
    expect(lines[0]).toMatch(/^a token of key of another issuer, not the newest, /);
  });
});
