import { describe, expect, it } from "vitest";
import { checkAudience } from "../src/audience.js";
import { deriveKey, sign } from "../src/hmac-key.js";
import { ConfigurationError, derivedKey, sharedSecret } from "../src/index.js";
import { AUDIENCE, OLD_SECRET, SECRET } from "./support/settings.js";

const HEX = "cf4bc777589248cc78e8496fd5a18d40160bb56fe6142391312685eccc06ef73";
const MALFORMED = "is not <kid>:<64 hexadecimal digits>. Print it: npx jwt-auth-bridge key --audience <name>";
const NO_NAME = "is not a name. Use 1 to 255 bytes without control characters, such as todo-api";

/** What a setting that cannot work is refused with. */
function refusal(work: () => unknown): { code: string; message: string } {
  try {
    work();
  } catch (error) {
    if (error instanceof ConfigurationError) return { code: error.code, message: error.message };
    throw error;
  }
  throw new Error("not refused");
}

describe("sharedSecret", () => {
  it("gives a key for each secret, the first first", () => {
    const kids = (secret: string | string[]) =>
      sharedSecret(secret)
        .keysFor(AUDIENCE)
        .map(({ kid }) => kid);
    const [a, b] = [SECRET, OLD_SECRET].map((secret) => deriveKey(secret, AUDIENCE).kid);
    expect(kids(SECRET)).toEqual([a]);
    expect(kids([SECRET, OLD_SECRET])).toEqual([a, b]);
    expect(kids([OLD_SECRET, SECRET])).toEqual([b, a]);
  });

  it("gives a key that may be used with HS256 alone", () => {
    expect(sharedSecret(SECRET).keysFor(AUDIENCE)).toMatchObject([{ algorithm: "HS256" }]);
  });

  it.each([[undefined], [null], [""], [[]], [[""]], [[SECRET, ""]], [[SECRET, undefined]]])(
    "refuses %j: a secret is missing",
    (secret) => {
      expect(refusal(() => sharedSecret(secret as never)).code).toBe("secret_missing");
    },
  );

  it("is not changed by what happens to the list it was given", () => {
    const secrets = [SECRET];
    const source = sharedSecret(secrets);
    secrets[0] = "weak";
    expect(source.keysFor(AUDIENCE)[0]?.kid).toBe("ASWbADaWCLA");
  });
});

describe("derivedKey", () => {
  it("is the key that the secret gives, in digits of either case", () => {
    for (const digits of [HEX, HEX.toUpperCase()]) {
      const [key] = derivedKey(`ASWbADaWCLA:${digits}`).keysFor("anything");
      expect(key).toMatchObject({ algorithm: "HS256", kid: "ASWbADaWCLA" });
      expect(key?.headerSegment).toBe(deriveKey(SECRET, AUDIENCE).headerSegment);
      expect(key?.material.export().toString("hex")).toBe(HEX);
    }
  });

  it.each([
    "",
    HEX,
    `:${HEX}`,
    `k:${HEX}0`,
    `k:${HEX.slice(1)}`,
    `k:g${HEX.slice(1)}`,
    `k:${HEX}\n`,
    ` k:${HEX}`,
    `k k:${HEX}`,
    `${"k".repeat(65)}:${HEX}`,
  ])("refuses %j", (text) => {
    expect(refusal(() => derivedKey(text))).toEqual({
      code: "key_malformed",
      message: `The derived key ${MALFORMED}`,
    });
    expect(refusal(() => derivedKey(text, "JWT_BRIDGE_KEY")).message).toBe(`JWT_BRIDGE_KEY ${MALFORMED}`);
  });

  it("takes a key id of 64 characters", () => {
    expect(derivedKey(`${"k".repeat(64)}:${HEX}`).keysFor("")[0]?.kid).toHaveLength(64);
  });
});

describe("deriveKey", () => {
  it("refuses what cannot be derived from", () => {
    expect(refusal(() => deriveKey("weak", AUDIENCE)).code).toBe("secret_short");
    expect(refusal(() => deriveKey(SECRET, "")).code).toBe("setting_missing");
  });

  it("gives another key and another id for another secret or another audience", () => {
    const keys = [SECRET, OLD_SECRET].flatMap((secret) =>
      [AUDIENCE, "billing-api"].map((audience) => deriveKey(secret, audience)),
    );
    expect(new Set(keys.map(({ kid }) => kid)).size).toBe(4);
    expect(new Set(keys.map((key) => sign(key, "x"))).size).toBe(4);
  });
});

describe("checkAudience", () => {
  it.each(["todo-api", "a", "x".repeat(255), `x${"é".repeat(127)}`, "tâches 💥"])("gives %j back", (name) => {
    expect(checkAudience(name)).toBe(name);
  });

  it.each([[undefined], [null], [""], [7], [["todo-api"]]])("refuses %j, which is no name at all", (name) => {
    const message = "is not set. Give the name of your API, such as todo-api";
    expect(refusal(() => checkAudience(name))).toEqual({
      code: "setting_missing",
      message: `The audience ${message}`,
    });
    expect(refusal(() => checkAudience(name, "JWT_AUDIENCE")).message).toBe(`JWT_AUDIENCE ${message}`);
  });

  it.each(["x".repeat(256), "é".repeat(128), "a\nb", "\u0085", "a\ud800"])(
    "refuses %j, which cannot be a name",
    (name) => {
      expect(refusal(() => checkAudience(name))).toEqual({
        code: "setting_invalid",
        message: `The audience ${NO_NAME}`,
      });
    },
  );
});
