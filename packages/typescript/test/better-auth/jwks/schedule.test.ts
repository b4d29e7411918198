import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type Dated, scheduleOf } from "../../../src/better-auth/jwks/schedule.js";
import type { KeySetSettings } from "../../../src/better-auth/jwks/settings.js";

const HOUR = 3600;
const DAY = 24 * HOUR;
const OVERLAP = 900;
const SETTINGS: KeySetSettings = {
  algorithm: "EdDSA",
  rotationInterval: 30 * DAY,
  overlap: OVERLAP,
  signs: true,
};
/** Seconds that a token can outlive its key's last signature. */
const AFTERLIFE = HOUR + 65;
const START = 1_750_000_000;

const made = (kid: string, createdAt: number, more: Partial<Dated> = {}): Dated => ({
  kid,
  algorithm: "EdDSA",
  createdAt: START + createdAt,
  ...more,
});
function at(now: number, ...keys: Dated[]) {
  const { signing, published, over, isDue } = scheduleOf(keys, SETTINGS, START + now);
  const kids = (list: readonly Dated[]) => list.map(({ kid }) => kid).join(" ");
  return { signing: signing?.kid, published: kids(published), over: kids(over), isDue };
}

describe("a key pair", () => {
  it("is due when there is none, and signs at once when it is the only one", () => {
    expect(at(0)).toEqual({ signing: undefined, published: "", over: "", isDue: true });
    expect(at(0, made("a", 0))).toEqual({ signing: "a", published: "a", over: "", isDue: false });
  });

  it("is published for the whole overlap before it signs, and afterwards until its last token has expired", () => {
    const next = 30 * DAY;
    const keys = [made("a", 0), made("b", next)];
    expect(at(next - 1, made("a", 0)).isDue).toBe(false);
    expect(at(next, made("a", 0)).isDue).toBe(true);
    expect(at(next, ...keys)).toEqual({ signing: "a", published: "a b", over: "", isDue: false });
    expect(at(next + OVERLAP - 1, ...keys).signing).toBe("a");
    expect(at(next + OVERLAP, ...keys)).toMatchObject({ signing: "b", published: "a b" });
    expect(at(next + OVERLAP + AFTERLIFE - 1, ...keys).published).toBe("a b");
    expect(at(next + OVERLAP + AFTERLIFE, ...keys)).toMatchObject({
      signing: "b",
      published: "b",
      over: "a",
    });
  });

  it("that two processes made at once is harmless: each says the same of both", () => {
    const next = 30 * DAY;
    const keys = [made("a", 0), made("c", next), made("b", next), made("d", next + 0.02)];
    for (const order of [keys, keys.toReversed()]) {
      expect(at(next + OVERLAP - 1, ...order)).toMatchObject({ signing: "a", published: "a b c d" });
      expect(at(next + OVERLAP + 1, ...order)).toMatchObject({ signing: "d", published: "a b c d" });
    }
    // The first ones of all: the oldest, whichever process looks.
    for (const order of [keys.slice(1), keys.slice(1).toReversed()]) {
      expect(at(next + 1, ...order).signing).toBe("b");
    }
  });

  it("that was withdrawn leaves the place to the next one, which may be too young", () => {
    const next = 30 * DAY;
    expect(at(next + 60, made("b", next)).signing).toBe("b");
  });

  it("ends when its row says so, with another one ready by then", () => {
    const key = made("a", 0, { expiresAt: START + DAY });
    expect(at(DAY - OVERLAP - 1, key).isDue).toBe(false);
    expect(at(DAY - OVERLAP, key)).toMatchObject({ isDue: true, signing: "a" });
    expect(at(DAY, key).signing).toBeUndefined();
    expect(at(DAY + AFTERLIFE - 1, key).published).toBe("a");
    expect(at(DAY + AFTERLIFE, key)).toMatchObject({ published: "", over: "a" });
  });

  it("of the former algorithm signs until the new one is known, and goes in the end", () => {
    const old = made("old", 0, { algorithm: "ES256" });
    const later = 10 * DAY;
    expect(at(later, old)).toMatchObject({ isDue: true, signing: "old" });
    const keys = [old, made("new", later)];
    expect(at(later + OVERLAP - 1, ...keys).signing).toBe("old");
    expect(at(later + OVERLAP, ...keys)).toMatchObject({ signing: "new", published: "old new" });
    const end = 30 * DAY + OVERLAP + AFTERLIFE;
    expect(at(end - 1, ...keys).published).toBe("old new");
    expect(at(end, ...keys).published).toBe("new");
  });
});

it("whatever the rows and the moment: what signs now was published an overlap ago, or nothing better was there", () => {
  const row = fc.record({
    kid: fc.string({ minLength: 1, maxLength: 3 }),
    algorithm: fc.constantFrom<Dated["algorithm"]>("EdDSA", "ES256"),
    createdAt: fc.integer({ min: START, max: START + 90 * DAY }),
  });
  const rows = fc.uniqueArray(row, { maxLength: 6, selector: ({ kid }) => kid });
  fc.assert(
    fc.property(rows, fc.integer({ min: START, max: START + 120 * DAY }), (keys, now) => {
      const there = keys.filter(({ createdAt }) => createdAt <= now);
      const { signing, published, over, isDue } = scheduleOf(there, SETTINGS, now);
      expect([...published, ...over]).toHaveLength(there.length);
      if (signing === undefined) {
        expect(isDue).toBe(true);
        return;
      }
      expect(published).toContain(signing);
      // Whatever may still verify a token of it does so for the token's whole life.
      const last = scheduleOf(there, SETTINGS, now + AFTERLIFE - 1);
      expect(last.published).toContain(signing);
      if (signing.createdAt + OVERLAP > now) {
        const known = scheduleOf(there, SETTINGS, now - OVERLAP).signing;
        expect(known === undefined || known.algorithm !== signing.algorithm || known === signing).toBe(true);
      }
    }),
    { numRuns: 2000 },
  );
});
