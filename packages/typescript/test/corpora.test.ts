import { createSecretKey } from "node:crypto";
import { describe, expect, it } from "vitest";
import { decode, encode } from "../src/base64url.js";
import { sign } from "../src/hmac-key.js";
import { AuthError, ConfigurationError, createVerifier, derivedKey, sharedSecret } from "../src/index.js";
import { checkSignature, parseCompact } from "../src/jws.js";
import type { Key } from "../src/key.js";
import { confusedKeys, LEVELS, ROWS, type Row, sharedKeys } from "./support/corpora.js";
import { AUDIENCE, ISSUER, SECRET } from "./support/settings.js";
import { MUTATIONS } from "./support/token-mutations.js";

const NOW = 1_750_000_000;
const POLICY = { issuer: ISSUER, audience: AUDIENCE, now: () => NOW };
const HS256 = ROWS.filter((row) => row.alg === "HS256");

/** A key that no door of the package would let in, for any header segment. */
function keyOf(bytes: Buffer, kid = "row", headerSegment = header(kid)): Key {
  return { algorithm: "HS256", kid, headerSegment, material: createSecretKey(bytes) };
}

const header = (kid: string) => encode(`{"alg":"HS256","typ":"at+jwt","kid":"${kid}"}`);

/** Whether it returns; refusals are the only other outcome. */
function passes(check: () => unknown): boolean {
  try {
    check();
    return true;
  } catch (error) {
    if (!(error instanceof AuthError)) throw error;
    return false;
  }
}

async function accepts(keys: readonly Key[], token: string): Promise<boolean> {
  const verifier = createVerifier({ ...POLICY, keys: { keysFor: () => keys } });
  const outcome = await verifier.verify(token).catch((error: unknown) => error);
  if (outcome instanceof Error && !(outcome instanceof AuthError)) throw outcome;
  return !(outcome instanceof Error);
}

/** Whether the row's HMAC is right under one of these keys. */
function hasMac({ token }: Row, keys: readonly Buffer[]): boolean {
  const { signingInput, signature } = parseCompact(token);
  return keys.some((bytes) => passes(() => checkSignature(keyOf(bytes), signingInput, signature)));
}

const ids = (rows: readonly Row[]) => rows.map(({ id }) => id);
const isTextual = ({ class: kind }: Row) => kind === "encoding" || kind === "format";
const isCompact = ({ token }: Row) => passes(() => parseCompact(token));

it("holds all 582 rows, each once, and names no row that is not there", () => {
  expect(new Set(ids(ROWS)).size).toBe(582);
  expect(ROWS).toHaveLength(582);
  expect(ROWS.filter((row) => row.expect === "accept")).toHaveLength(78);
  const named = Object.values(LEVELS).flatMap((list) => (Array.isArray(list) ? list : Object.keys(list)));
  expect(ids(ROWS)).toEqual(expect.arrayContaining(named));
});

describe("the whole verifier", () => {
  it("accepts no row under the shared secret", async () => {
    const keys = sharedSecret(SECRET).keysFor(AUDIENCE);
    for (const { id, token } of ROWS) expect([id, await accepts(keys, token)]).toEqual([id, false]);
  });

  it("accepts no row under its own key, of which a public one is taken for an HMAC secret", async () => {
    for (const row of ROWS) {
      const keys = [...sharedKeys(row), ...confusedKeys(row)];
      expect([row.id, keys.length > 0]).toEqual([row.id, true]);
      const segment = row.token.split(".")[0] ?? "";
      for (const bytes of keys) {
        // By the row's own header segment, so that its header refuses nothing; and by its kid.
        const ring = [keyOf(bytes, "row", segment), keyOf(bytes, kidOf(segment))];
        for (const key of ring) expect([row.id, await accepts([key], row.token)]).toEqual([row.id, false]);
      }
    }
  });
});

describe("the text", () => {
  it("passes where a row is to be accepted, but for empty payloads and '?' in base64url", () => {
    const refused = ids(ROWS.filter((row) => row.expect === "accept" && !isCompact(row)));
    expect(refused.sort()).toEqual([...LEVELS.empty_payload, ...LEVELS.not_base64url].sort());
  });

  it("is refused where it is what is wrong, but for rows that lost their fault", () => {
    const passed = ROWS.filter((row) => isTextual(row) && isCompact(row));
    expect(ids(passed)).toEqual(Object.keys(LEVELS.byte_identical));
    for (const { id, token } of passed) {
      expect(ROWS.find((row) => row.id === LEVELS.byte_identical[id])).toMatchObject({
        token,
        expect: "accept",
      });
    }
  });

  it("tells nothing of the other rows to refuse, but for those that are wrong in it too", () => {
    const others = ROWS.filter((row) => row.expect === "reject" && !isTextual(row));
    const refused = others.filter((row) => !isCompact(row));
    expect(ids(refused)).toEqual(LEVELS.textual_too);
    expect(others.length - refused.length).toBe(382);
  });
});

describe("the signature", () => {
  it("is right on every HS256 row to accept", () => {
    const rows = HS256.filter((row) => row.expect === "accept" && isCompact(row));
    expect(rows).toHaveLength(15);
    for (const row of rows) expect([row.id, hasMac(row, sharedKeys(row))]).toEqual([row.id, true]);
  });

  it("is wrong on every row to refuse that is compact, but where the key is what is wrong", () => {
    const rows = ROWS.filter((row) => row.expect === "reject" && isCompact(row));
    const right = rows.filter((row) => hasMac(row, [...sharedKeys(row), ...confusedKeys(row)]));
    const known = [...Object.keys(LEVELS.right_mac), ...Object.keys(LEVELS.byte_identical)];
    expect(ids(right).sort()).toEqual(known.sort());
  });

  it("is checked under no configured key of another length than 32 bytes", () => {
    const keys = ROWS.flatMap((row) => [...sharedKeys(row), ...confusedKeys(row)]);
    for (const bytes of keys.filter(({ length }) => length !== 32)) {
      expect(() => derivedKey(`row:${bytes.toString("hex")}`)).toThrow(ConfigurationError);
    }
  });
});

describe("a token of ours under the key of each HS256 row to accept", () => {
  const rows = HS256.filter((row) => row.expect === "accept" && isCompact(row));
  const keys = rows.map((row) => [row.id, keyOf(sharedKeys(row)[0] as Buffer)] as const);

  it("knows every mutation of the corpus", () => {
    const family = "cookbook-4_4.hmac-sha2_integrity_protection~";
    const names = ROWS.filter(({ id }) => id.startsWith(family)).map(({ comment }) => comment);
    expect(names).toEqual(Object.keys(MUTATIONS));
    expect(names).toHaveLength(20);
  });

  it.each(keys)("is accepted, and refused with any of its faults: %s", async (_, key) => {
    const payload = { iss: ISSUER, aud: AUDIENCE, sub: "ann", sid: "s", jti: "j", iat: NOW, exp: NOW + 300 };
    const signed = `${key.headerSegment}.${encode(JSON.stringify(payload))}`;
    const token = `${signed}.${sign(key, signed)}`;
    expect(await accepts([key], token)).toBe(true);
    const [first, second, third] = token.split(".") as [string, string, string];
    for (const [name, mutate] of Object.entries(MUTATIONS)) {
      expect([name, await accepts([key], mutate(first, second, third))]).toEqual([name, false]);
    }
  });
});

function kidOf(segment: string): string {
  try {
    return String(JSON.parse(decode(segment).toString()).kid);
  } catch {
    return "row";
  }
}
