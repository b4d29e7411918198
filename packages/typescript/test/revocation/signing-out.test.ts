import { afterAll, beforeAll, beforeEach, describe, expect, it, onTestFinished } from "vitest";
import {
  createRevocations,
  createVerifier,
  type RevocationTransport,
  sharedSecret,
} from "../../src/index.js";
import { revocationFeed } from "../../src/revocation-feed/index.js";
import { redisRevocations } from "../../src/revocation-redis/index.js";
import { cookiesOf, signUp, tokenFor } from "../support/auth-server.js";
import { type OwnRedis, ownRedis } from "../support/redis.js";
import { restartableAuth } from "../support/restartable-auth.js";
import { AUDIENCE, SECRET } from "../support/settings.js";

let redis: OwnRedis;
beforeAll(async () => {
  redis = await ownRedis();
});
afterAll(() => redis.close());

const TRANSPORTS = {
  "the feed": {
    bridge: () => ({ revocation: true as const }),
    listen: (issuer: string) => revocationFeed({ issuer, audience: AUDIENCE, keys: sharedSecret(SECRET) }),
  },
  Redis: {
    bridge: () => ({ revocation: { redisUrl: redis.url } }),
    listen: (_: string) => redisRevocations({ url: redis.url, audience: AUDIENCE }),
  },
};

/** One API. */
async function api(issuer: string, transport: RevocationTransport) {
  const revocations = createRevocations({ transport, warn: () => {} });
  onTestFinished(() => revocations.close());
  await revocations.start();
  const verifier = createVerifier({ issuer, audience: AUDIENCE, keys: sharedSecret(SECRET), revocations });
  return {
    revocations,
    /** `accepted`, or the code of the refusal. */
    verdict: (token: string): Promise<string> =>
      verifier.verify(token).then(
        () => "accepted",
        ({ code }) => code,
      ),
  };
}
type Api = Awaited<ReturnType<typeof api>>;

const verdicts = (apis: readonly Api[], token: string) =>
  Promise.all(apis.map(({ verdict }) => verdict(token)));
const REVOKED = Array(4).fill("token_revoked");
const ACCEPTED = Array(4).fill("accepted");

/** An auth server, and four APIs that hear of it in this way. */
async function world({ bridge, listen }: (typeof TRANSPORTS)[keyof typeof TRANSPORTS]) {
  const auth = await restartableAuth(bridge());
  const start = () => api(auth.origin, listen(auth.origin));
  return { auth, start, apis: await Promise.all([start(), start(), start(), start()]) };
}

describe.each(Object.entries(TRANSPORTS))("by way of %s", (_, transport) => {
  let auth: Awaited<ReturnType<typeof restartableAuth>>;
  let apis: Api[];
  let start: () => Promise<Api>;
  beforeEach(async () => {
    ({ auth, apis, start } = await world(transport));
  });

  it("a sign-out ends its tokens at every API, and no others", async () => {
    const [ann, bob] = [await signUp(auth.origin), await signUp(auth.origin)];
    const [hers, his] = [await tokenFor(auth.origin, ann.cookie), await tokenFor(auth.origin, bob.cookie)];
    expect(await verdicts(apis, hers)).toEqual(ACCEPTED);
    expect((await auth.post("/sign-out", ann.cookie)).status).toBe(200);
    await expect.poll(() => verdicts(apis, hers), { timeout: 5000 }).toEqual(REVOKED);
    expect(await verdicts(apis, his)).toEqual(ACCEPTED);
  });

  it("a changed password ends the old tokens, and the session's next one is good", async () => {
    const ann = await signUp(auth.origin);
    const old = await tokenFor(auth.origin, ann.cookie);
    const passwords = { currentPassword: "a-long-password", newPassword: "another-long-password" };
    const changed = await auth.post("/change-password", ann.cookie, passwords);
    expect(changed.status).toBe(200);
    const next = await tokenFor(auth.origin, cookiesOf(changed) || ann.cookie);
    await expect.poll(() => verdicts(apis, old), { timeout: 5000 }).toEqual(REVOKED);
    expect(await verdicts(apis, next)).toEqual(ACCEPTED);
  });

  it("nothing is lost when the auth server is killed and started again, and nobody is refused", async () => {
    const [ann, bob] = [await signUp(auth.origin), await signUp(auth.origin)];
    const [hers, his] = [await tokenFor(auth.origin, ann.cookie), await tokenFor(auth.origin, bob.cookie)];
    const signedOut = auth.post("/sign-out", ann.cookie);
    expect((await signedOut).status).toBe(200);
    await auth.kill();
    expect(await verdicts(apis, his)).toEqual(ACCEPTED);
    await auth.start();
    expect((await auth.post("/sign-out", bob.cookie)).status).toBe(200);
    await expect.poll(() => verdicts(apis, hers), { timeout: 5000 }).toEqual(REVOKED);
    await expect.poll(() => verdicts(apis, his), { timeout: 5000 }).toEqual(REVOKED);
  });

  it("an API that starts later knows what has ended", async () => {
    const ann = await signUp(auth.origin);
    const token = await tokenFor(auth.origin, ann.cookie);
    await auth.post("/sign-out", ann.cookie);
    const late = await start();
    expect(await late.verdict(token)).toBe("token_revoked");
  });
});

it("nothing ends while Redis is down, and all of it does afterwards", async () => {
  const { auth, apis } = await world(TRANSPORTS.Redis);
  const ann = await signUp(auth.origin);
  const token = await tokenFor(auth.origin, ann.cookie);
  await redis.kill();
  expect((await auth.post("/sign-out", ann.cookie)).status).toBe(503);
  expect(await verdicts(apis, token)).toEqual(ACCEPTED);
  await redis.start();
  await expect
    .poll(async () => (await auth.post("/sign-out", ann.cookie)).status, { timeout: 5000 })
    .toBe(200);
  await expect.poll(() => verdicts(apis, token), { timeout: 5000 }).toEqual(REVOKED);
});
