import { beforeEach, describe, expect, it, onTestFinished, vi } from "vitest";
import { createRevocations, createVerifier, sharedSecret } from "../../../src/index.js";
import { AUDIENCE, ISSUER, SECRET } from "../../support/settings.js";
import { createWorld, type Jar, PASSWORD, type World } from "./world.js";

// Two processes of one issuer, on one database, and the true time in seconds.
const NOW = 1_800_000_000;
let right: World;
let wrong: World;
beforeEach(async () => {
  vi.useFakeTimers({ toFake: ["Date"], now: NOW * 1000 });
  onTestFinished(() => void vi.useRealTimers());
  right = await createWorld({}, { lifetime: "1h" });
  onTestFinished(() => right.close());
  wrong = await createWorld({}, { lifetime: "1h", file: right.file });
  onTestFinished(() => wrong.close());
});

/** Do this while clocks say so. */
async function at<T>(seconds: number, act: () => Promise<T>): Promise<T> {
  vi.setSystemTime(seconds * 1000);
  return act();
}
const mint = async (world: World, jar: Jar) => (await world.call<{ token: string }>("/token", jar)).token;

/** What a verifier whose clock is right says at this moment of a token; it has heard all that there is. */
async function verdict(token: string, seconds: number, leeway = 60): Promise<string> {
  let clock = NOW;
  const revocations = createRevocations({ clock: () => clock, now: () => clock });
  for (const entry of await right.entries()) revocations.add(entry);
  clock = seconds;
  revocations.heard();
  const settings = { issuer: ISSUER, audience: AUDIENCE, keys: sharedSecret(SECRET) };
  const verifier = createVerifier({ ...settings, leeway, revocations, now: () => clock });
  return verifier.verify(token).then(
    () => "accepted",
    ({ code }) => code,
  );
}

describe("issuers whose clocks are apart", () => {
  // Together with the verifier's leeway, 65 seconds.
  it.each([
    [60, 4],
    [5, 59],
    [0, 60],
  ])(
    "end a session's tokens for as long as these live, with a leeway of %i, at %i behind",
    async (leeway, d) => {
      const { jar } = await right.signUp();
      const token = await at(NOW, () => mint(right, jar));
      await at(NOW - d, () => wrong.call("/sign-out", jar, {}));
      expect(await verdict(token, NOW + 1, leeway)).toBe("token_revoked");
      expect(await verdict(token, NOW + 3600 + leeway - 0.1, leeway)).toBe("token_revoked");
      expect(await verdict(token, NOW + 3600 + leeway, leeway)).toBe("token_expired");
    },
  );

  it("compare the moment of a new password by the millisecond, and are wrong by what they are apart", async () => {
    const { jar } = await right.signUp();
    const passwords = { currentPassword: PASSWORD, newPassword: "another-long-password" };
    // The one that mints is a second ahead.
    const [long, just] = [
      await at(NOW + 1 - 1.002, () => mint(wrong, jar)),
      await at(NOW + 1 - 0.5, () => mint(wrong, jar)),
    ];
    await at(NOW, () => right.call("/change-password", jar, passwords));
    const next = await at(NOW + 0.001, () => mint(right, jar));
    // Or a second behind.
    const behind = await at(NOW + 0.9 - 1, () => mint(wrong, jar));
    const later = await at(NOW + 1.1 - 1, () => mint(wrong, jar));
    const verdicts = await Promise.all(
      [long, just, next, behind, later].map((each) => verdict(each, NOW + 2)),
    );
    expect(verdicts).toEqual(["token_revoked", "accepted", "accepted", "token_revoked", "accepted"]);
  });
});
