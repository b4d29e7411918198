import { toNodeHandler } from "better-auth/node";
import { describe, expect, it, onTestFinished } from "vitest";
import {
  createRevocations,
  createVerifier,
  type RevocationTransport,
  sharedSecret,
} from "../../../src/index.js";
import { revocationFeed } from "../../../src/revocation-feed/index.js";
import { redisRevocations } from "../../../src/revocation-redis/index.js";
import { serve } from "../../support/auth-server.js";
import { ownRedis } from "../../support/redis.js";
import { AUDIENCE, ISSUER, SECRET } from "../../support/settings.js";
import { createWorld, type World } from "./world.js";

const keys = sharedSecret(SECRET);

/** Each way from a sign-out to a verifier, both ends being the real ones. */
const WAYS: Readonly<Record<string, () => Promise<{ world: World; transport: RevocationTransport }>>> = {
  "by the feed": async () => {
    const world = await createWorld();
    const url = `${await serve(toNodeHandler(world.auth))}/api/auth/revocations`;
    return { world, transport: revocationFeed({ issuer: ISSUER, audience: AUDIENCE, keys, url }) };
  },
  "by Redis": async () => {
    const redis = await ownRedis();
    onTestFinished(() => redis.close());
    const world = await createWorld({}, { revocation: { redisUrl: redis.url } });
    return { world, transport: redisRevocations({ url: redis.url, audience: AUDIENCE }) };
  },
};

describe.each(Object.entries(WAYS))("a sign-out reaches a verifier %s", (_, open) => {
  it("within a second, also one that starts later", async () => {
    const { world, transport } = await open();
    onTestFinished(() => world.close());
    const alice = await world.signUp();
    const second = await world.signIn(alice);
    const tokenOf = async (jar: typeof second) => (await world.call<{ token: string }>("/token", jar)).token;
    const [ended, alive] = [await tokenOf(alice.jar), await tokenOf(second)];

    async function startVerifier() {
      const revocations = createRevocations({ transport });
      onTestFinished(() => revocations.close());
      await revocations.start();
      return createVerifier({ issuer: ISSUER, audience: AUDIENCE, keys, revocations });
    }
    const verifier = await startVerifier();
    await verifier.verify(ended);
    await world.call("/sign-out", alice.jar, {});
    const refused = () =>
      verifier.verify(ended).then(
        () => "accepted",
        ({ code }) => code,
      );
    await expect.poll(refused, { timeout: 1000, interval: 10 }).toBe("token_revoked");
    await verifier.verify(alive);

    const late = await startVerifier();
    await expect(late.verify(ended)).rejects.toMatchObject({ code: "token_revoked" });
    await late.verify(alive);
  });
});
