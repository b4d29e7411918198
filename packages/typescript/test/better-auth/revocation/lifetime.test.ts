import { expect, it, onTestFinished } from "vitest";
import { createRevocations, createVerifier, sharedSecret } from "../../../src/index.js";
import { AUDIENCE, ISSUER, SECRET } from "../../support/settings.js";
import { createWorld } from "./world.js";

it("a token from before the lifetime was made shorter stays ended until it expires", async () => {
  const before = await createWorld({}, { lifetime: "1h" });
  onTestFinished(() => before.close());
  const { jar } = await before.signUp();
  const { token } = await before.call<{ token: string }>("/token", jar);
  const after = await createWorld({}, { lifetime: "5m", file: before.file });
  onTestFinished(() => after.close());
  await after.call("/sign-out", jar, {});

  let clock = Date.now() / 1000;
  const now = () => clock;
  const revocations = createRevocations({ now });
  for (const entry of await after.entries()) revocations.add(entry);
  const verifier = createVerifier({
    issuer: ISSUER,
    audience: AUDIENCE,
    keys: sharedSecret(SECRET),
    revocations,
    now,
  });
  for (const seconds of [0, 400, 3100]) {
    clock += seconds;
    revocations.heard();
    await expect(verifier.verify(token)).rejects.toMatchObject({ code: "token_revoked" });
  }
});
