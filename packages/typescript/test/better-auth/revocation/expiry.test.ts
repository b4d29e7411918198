import { describe, expect, it, onTestFinished, vi } from "vitest";
import { readToken } from "../../support/auth-server.js";
import { STORAGE_MODES } from "./storages.js";
import { createWorld } from "./world.js";

/** A world whose sessions are shorter than its tokens, and somebody signed in. */
async function shortSessions(mode: string) {
  vi.useFakeTimers({ toFake: ["Date"], now: 1_800_000_000_400 });
  onTestFinished(() => void vi.useRealTimers());
  const options = STORAGE_MODES[mode]?.() ?? {};
  const world = await createWorld({ ...options, session: { ...options.session, expiresIn: 100 } });
  onTestFinished(() => world.close());
  const { jar } = await world.signUp();
  return { world, jar };
}

describe.each(Object.keys(STORAGE_MODES))("a session that expires, kept in %s", (mode) => {
  it("is outlived by none of its tokens, and has none at its very end", async () => {
    const { world, jar } = await shortSessions(mode);
    const expiryOf = async () => {
      const { token } = await world.call<{ token: string }>("/token", jar);
      return readToken(token).payload.exp;
    };
    const whole = new Map(jar);
    expect(await expiryOf()).toBe(1_800_000_100);
    vi.setSystemTime(1_800_000_099_900);
    expect(await expiryOf()).toBe(1_800_000_100);
    vi.setSystemTime(1_800_000_100_100);
    expect((await world.request("/token", new Map(whole))).status).toBe(401);
  });

  it("goes without an entry: it is tidied up also where none can be written", async () => {
    const { world, jar } = await shortSessions(mode);
    await world.breakStore();
    vi.setSystemTime(Date.now() + 101_000);
    const response = await world.request("/get-session", new Map(jar));
    expect([response.status, await response.json()]).toEqual([200, null]);
    await world.mendStore();
    expect(await world.entries()).toEqual([]);
  });
});
