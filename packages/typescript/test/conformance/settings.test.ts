import { describe, expect, it } from "vitest";
import { deriveKey } from "../../src/hmac-key.js";
import {
  ConfigurationError,
  createVerifier,
  derivedKey,
  readEnvironment,
  sharedSecret,
} from "../../src/index.js";
import { originOf } from "../../src/origin.js";
import { checkSecret } from "../../src/secret.js";
import { AUDIENCE, ISSUER, SECRET } from "../support/settings.js";
import { load, type Outcome, type Unusable, valueOrCode } from "./vectors.js";

type KeyVector = { readonly secret: string; readonly audience: string } & Outcome<
  { readonly key: string; readonly kid: string; readonly header: string },
  Unusable
>;
type EnvironmentVector = { readonly variables: Readonly<Record<string, string>> } & Outcome<
  {
    readonly issuer: string;
    readonly audience: string;
    readonly kids: readonly string[];
    readonly keys: readonly string[];
    readonly key_sets: readonly string[];
    readonly debug: boolean;
  },
  Unusable & { readonly variable: string }
>;

describe("keys", () => {
  it.each(load<KeyVector>("keys").vectors)("$id: $comment", (vector) => {
    const outcome = valueOrCode(() => {
      const { kid, material, headerSegment } = deriveKey(vector.secret, vector.audience);
      return { key: material.export().toString("hex"), kid, header: headerSegment };
    });
    const { result } = vector;
    expect(outcome).toEqual(
      result === "valid" ? { key: vector.key, kid: vector.kid, header: vector.header } : vector.code,
    );
    if (vector.result === "invalid") return;
    const [given] = derivedKey(`${vector.kid}:${vector.key}`).keysFor(vector.audience);
    expect(given?.material.export().toString("hex")).toBe(vector.key);
  });
});

describe("secrets", () => {
  const { vectors } = load<{ readonly secret: string } & Outcome<unknown, Unusable>>("secrets");
  it.each(vectors)("$id: $comment", (vector) => {
    const { secret, result } = vector;
    expect(valueOrCode(() => checkSecret(secret))).toBe(result === "valid" ? secret : vector.code);
  });
});

describe("issuers", () => {
  const { vectors } = load<{ readonly url: string } & Outcome<{ issuer: string }, Unusable>>("issuers");
  it.each(vectors)("$id: $comment", (vector) => {
    const outcome = valueOrCode(() => originOf(vector.url, "BETTER_AUTH_URL"));
    const { result } = vector;
    expect(outcome).toBe(result === "valid" ? vector.issuer : vector.code);
  });
});

describe("environments", () => {
  it.each(load<EnvironmentVector>("environments").vectors)("$id: $comment", (vector) => {
    const outcome = valueOrCode(() => {
      const { issuer, audience, keys, debug } = readEnvironment(vector.variables);
      const found = keys.flatMap((source) => source.keysFor(audience));
      const hex = found.map(({ material }) => material.export().toString("hex"));
      const key_sets = keys.flatMap((source) => ("url" in source ? [source.url] : []));
      return { issuer, audience, kids: found.map(({ kid }) => kid), keys: hex, key_sets, debug };
    });
    if (vector.result === "valid") {
      const { issuer, audience, kids, keys, key_sets, debug } = vector;
      expect(outcome).toEqual({ issuer, audience, kids, keys, key_sets, debug });
      return;
    }
    expect(outcome).toBe(vector.code);
    expect(() => readEnvironment(vector.variables)).toThrow(
      new RegExp(`^[^\\n]*\\b${vector.variable}\\b[^\\n]*$`),
    );
  });
});

describe("policies", () => {
  const { vectors } = load<{ readonly leeway: unknown } & Outcome<unknown, Unusable>>("policies");
  it.each(vectors)("$id: $comment", (vector) => {
    const keys = sharedSecret(SECRET);
    const create = () =>
      createVerifier({ issuer: ISSUER, audience: AUDIENCE, keys, leeway: vector.leeway as number });
    if (vector.result === "valid") expect(create).not.toThrow();
    else
      expect(create).toThrow(expect.objectContaining({ code: vector.code, name: ConfigurationError.name }));
  });
});
