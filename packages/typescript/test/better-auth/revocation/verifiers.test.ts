import { spawn } from "node:child_process";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import { toNodeHandler } from "better-auth/node";
import { describe, expect, it, onTestFinished } from "vitest";
import { createRevocations, createVerifier, sharedSecret } from "../../../src/index.js";
import { revocationFeed } from "../../../src/revocation-feed/index.js";
import { redisRevocations } from "../../../src/revocation-redis/index.js";
import { serve } from "../../support/auth-server.js";
import { ownRedis } from "../../support/redis.js";
import { AUDIENCE, ISSUER, SECRET } from "../../support/settings.js";
import { createWorld, type World } from "./world.js";

const keys = sharedSecret(SECRET);
const settings = { issuer: ISSUER, audience: AUDIENCE };

/** Each way from a sign-out to a verifier, and the address at its far end. */
const WAYS: Readonly<Record<string, () => Promise<{ world: World; url: string }>>> = {
  "by the feed": async () => {
    const world = await createWorld();
    return { world, url: `${await serve(toNodeHandler(world.auth))}/api/auth/revocations` };
  },
  "by Redis": async () => {
    const redis = await ownRedis();
    onTestFinished(() => redis.close());
    return { world: await createWorld({}, { revocation: { redisUrl: redis.url } }), url: redis.url };
  },
};

/** Gives `accepted`, or the code of the refusal. */
type Verdict = (token: string) => Promise<string>;

/** Each verifier, listening to this address. */
const VERIFIERS: Readonly<Record<string, (url: string) => Promise<Verdict>>> = {
  "of TypeScript": async (url) => {
    const options = { ...settings, url };
    const isRedis = url.startsWith("redis:");
    const transport = isRedis ? redisRevocations(options) : revocationFeed({ ...options, keys });
    const revocations = createRevocations({ transport });
    onTestFinished(() => revocations.close());
    await revocations.start();
    const verifier = createVerifier({ ...settings, keys, revocations });
    return (token) =>
      verifier.verify(token).then(
        () => "accepted",
        ({ code }) => code,
      );
  },
  "of Python": async (url) => {
    const python = fileURLToPath(new URL("../../../../../.venv/bin/python", import.meta.url));
    const script = fileURLToPath(new URL("listener.py", import.meta.url));
    const env = { ...process.env, PYTHONDONTWRITEBYTECODE: "1" };
    const child = spawn(python, [script], { env, stdio: ["pipe", "pipe", "inherit"] });
    onTestFinished(() => void child.kill());
    const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
    async function ask(line: string): Promise<string> {
      child.stdin.write(`${line}\n`);
      const { value, done } = await lines.next();
      if (done) throw new Error("the Python verifier has ended");
      return value;
    }
    expect(await ask(JSON.stringify({ ...settings, url, secret: SECRET }))).toBe("listening");
    return ask;
  },
};

const CASES = Object.entries(WAYS).flatMap(([way, open]) =>
  Object.entries(VERIFIERS).map(([name, start]) => [way, name, open, start] as const),
);

describe.each(CASES)("a sign-out reaches, %s, a verifier %s", (_way, _name, open, start) => {
  it("at once, also one that starts later", async () => {
    const { world, url } = await open();
    onTestFinished(() => world.close());
    const alice = await world.signUp();
    const second = await world.signIn(alice);
    const tokenOf = async (jar: typeof second) => (await world.call<{ token: string }>("/token", jar)).token;
    const [ended, alive] = [await tokenOf(alice.jar), await tokenOf(second)];

    const verdict = await start(url);
    expect([await verdict(ended), await verdict(alive)]).toEqual(["accepted", "accepted"]);
    await world.call("/sign-out", alice.jar, {});
    await expect.poll(() => verdict(ended), { timeout: 3000, interval: 10 }).toBe("token_revoked");
    expect(await verdict(alive)).toBe("accepted");

    const late = await start(url);
    expect([await late(ended), await late(alive)]).toEqual(["token_revoked", "accepted"]);
  });
});
