import { describe, expect, it } from "vitest";
import { giveUsers, mintUsers } from "../../src/audit/users.js";
import { createVerifier, sharedSecret } from "../../src/index.js";
import { AUDIENCE, ISSUER, SECRET } from "../support/settings.js";

const verifier = createVerifier({ issuer: ISSUER, audience: AUDIENCE, keys: sharedSecret(SECRET) });
const reasonOf = (token: string) =>
  verifier.verify(token).then(
    () => "accepted",
    (error: Error) => error.message.split(":")[0],
  );

describe("mintUsers", () => {
  const users = mintUsers({ secret: SECRET, issuer: ISSUER, audience: AUDIENCE });

  it("makes tokens that an API accepts, each of the user that it says", async () => {
    for (const { id, token } of [users.owner, users.other, ...users.lookalikes.map(({ user }) => user)]) {
      expect((await verifier.verify(token())).userId).toBe(id);
    }
  });

  it("makes one that nobody signed, and one that has expired", async () => {
    expect(await reasonOf(users.forged)).toBe("signature");
    expect(await reasonOf(users.expired ?? "")).toBe("expired");
  });

  it("makes lookalikes that a careless comparison, and only that, takes for the owner", () => {
    const { owner, lookalikes } = users;
    const careless: Record<string, (id: string) => boolean> = {
      "lookalike-case": (id) => id.toLowerCase() === owner.id.toLowerCase(),
      "lookalike-prefix": (id) => id.startsWith(owner.id) || owner.id.startsWith(id),
      "lookalike-space": (id) => id.trim() === owner.id,
      "lookalike-unicode": (id) => id.normalize("NFKC") === owner.id,
    };
    expect(new Set(lookalikes.map(({ fault }) => fault))).toEqual(new Set(Object.keys(careless)));
    for (const { user, fault } of lookalikes) {
      expect(careless[fault]?.(user.id), fault).toBe(true);
      expect(user.id).not.toBe(owner.id);
    }
  });
});

describe("giveUsers", () => {
  const { owner, other } = mintUsers({ secret: SECRET, issuer: ISSUER, audience: AUDIENCE });

  it("reads whose the tokens are, and forges from the first", async () => {
    const users = giveUsers({ ownerToken: owner.token(), otherToken: other.token() });
    expect([users.owner.id, users.other.id]).toEqual([owner.id, other.id]);
    expect(await reasonOf(users.forged)).toBe("signature");
    expect(users).toMatchObject({ expired: undefined, lookalikes: [] });
  });

  it("takes tokens that say nothing, with the ids beside them", () => {
    const users = giveUsers({
      ownerToken: "opaque-one",
      otherToken: "opaque-two",
      ownerId: "1",
      otherId: "2",
    });
    expect([users.owner.id, users.other.id]).toEqual(["1", "2"]);
    expect(users.forged).not.toBe("opaque-one");
  });

  it.each([
    ["one user's twice", { ownerToken: owner.token(), otherToken: owner.token() }, "of one user"],
    [
      "nobody knows whose",
      { ownerToken: "secret-opaque", otherToken: other.token() },
      "owner user does not say",
    ],
  ])("refuses tokens: %s; and does not show them", (_, tokens, message) => {
    expect(() => giveUsers(tokens)).toThrow(message);
    expect(() => giveUsers(tokens)).not.toThrow(/secret-opaque|eyJ/);
  });
});
