import { createSecretKey } from "node:crypto";
import { toNextJsHandler } from "better-auth/next-js";
import { toNodeHandler } from "better-auth/node";
import { afterEach, describe, expect, it, onTestFinished, vi } from "vitest";
import { createFeedStream } from "../../../src/better-auth/revocation/feed-stream.js";
import { MODEL } from "../../../src/better-auth/revocation/schema.js";
import { isEntry } from "../../../src/revocation/entry.js";
import { issueTestToken } from "../../../src/testing/index.js";
import { serve } from "../../support/auth-server.js";
import { AUDIENCE, ISSUER, OLD_SECRET, SECRET } from "../../support/settings.js";
import { feedToken, isCursor, linesOf, listen } from "./listening.js";
import { createWorld, type World } from "./world.js";

const worlds: World[] = [];
afterEach(async () => {
  for (const world of worlds.splice(0).reverse()) await world.close();
});

async function start(...given: Parameters<typeof createWorld>) {
  const world = await createWorld(...given);
  worlds.push(world);
  return { world, origin: await serve(toNodeHandler(world.auth)) };
}

/** A row as another process writes it. */
function row(sid: string, { age = 0, until = 300 } = {}) {
  const now = Date.now();
  return {
    id: crypto.randomUUID(),
    sid,
    until: new Date(now + until * 1000).toISOString(),
    createdAt: new Date(now - age * 1000).toISOString(),
  };
}
const insert = ({ db }: World, rows: readonly ReturnType<typeof row>[]) =>
  db.insertInto(MODEL).values(rows).execute();
const ofSession = (sid: string) => (line: Readonly<Record<string, unknown>>) => line.sid === sid;

/** The clock stands still this many seconds from now. */
function setClock(seconds: number): void {
  vi.useFakeTimers({ toFake: ["Date"], now: Date.now() + seconds * 1000 });
  onTestFinished(() => void vi.useRealTimers());
}

/** From now on the feed does not look by itself: it has to be told, by what this process wrote. */
async function stopPolling(): Promise<void> {
  const { setTimeout } = globalThis;
  vi.useFakeTimers({ toFake: ["setTimeout"] });
  onTestFinished(() => void vi.useRealTimers());
  await new Promise((resolve) => setTimeout(resolve, 400));
}

describe("the feed", () => {
  it("tells what is live, then what comes, each with a cursor behind it", async () => {
    const { world, origin } = await start();
    await insert(world, [row("live", { age: 200 }), row("over", { until: -1 })]);
    const { jar } = await world.signUp();
    const { response, lines, until } = await listen(origin);
    expect(response.status).toBe(200);
    expect(Object.fromEntries(response.headers)).toMatchObject({
      "content-type": "application/x-ndjson",
      "cache-control": "no-store, no-transform",
      "x-accel-buffering": "no",
    });
    await until(isCursor);
    expect(lines.at(0)).toMatchObject({ sid: "live" });
    expect(lines.some(ofSession("over"))).toBe(false);

    await stopPolling();
    const before = lines.length;
    const { session } = await world.call<{ session: { id: string } }>("/get-session", jar);
    await world.call("/sign-out", jar, {});
    await until(ofSession(session.id));
    await until(isCursor, before + 1);
    expect(lines.filter((line) => !isCursor(line)).every(isEntry)).toBe(true);
  });

  it("tells what another process wrote", async () => {
    const { world, origin } = await start();
    const { until } = await listen(origin);
    await until(isCursor);
    const { world: other } = await start({}, { file: world.file });
    const { jar, id } = await other.signUp();
    await other.call("/change-password", jar, {
      currentPassword: "a-long-password",
      newPassword: "another-long-one",
    });
    const entry = await until((line) => line.sub === id);
    expect(entry).toEqual({ sub: id, before: expect.any(Number), until: expect.any(Number) });
    expect(Number(entry.until) - Number(entry.before)).toBeCloseTo(3665, 2);
  });

  it("goes on where a cursor is, with a minute and a half before it", async () => {
    const { world, origin } = await start();
    await insert(world, [row("old", { until: 900 })]);
    const zeroth = await listen(origin);
    await zeroth.until(isCursor);
    zeroth.close();
    setClock(200);
    await insert(world, [row("overlap", { age: 80 }), row("new", { age: 5 })]);
    const first = await listen(origin);
    const { cursor } = await first.until(isCursor);
    first.close();
    const second = await listen(origin, { cursor: String(cursor) });
    await second.until(isCursor);
    expect(second.lines.map(({ sid }) => sid)).toEqual(["overlap", "new", undefined]);
    for (const strange of ["", "x", "-1", "1e3", "9".repeat(40), String(Date.now() + 2000)]) {
      const third = await listen(origin, { cursor: strange });
      await third.until(isCursor);
      expect(third.lines.map(({ sid }) => sid)).toEqual(["old", "overlap", "new", undefined]);
    }
  });

  it("is heard every few seconds, and tells what was committed late", async () => {
    const { world, origin } = await start();
    const { lines, until } = await listen(origin);
    await until(isCursor);
    const began = performance.now();
    await insert(world, [row("late", { age: 80 })]);
    await until(isCursor, lines.length);
    expect(performance.now() - began).toBeLessThan(5000);
    await until(ofSession("late"));
    // Once, although it is read again and again.
    await until(isCursor, lines.length);
    expect(lines.filter(ofSession("late"))).toHaveLength(1);
  });

  it("finds within a minute what was committed later still, also for who was away", async () => {
    const { world, origin } = await start();
    const [there, away] = [await listen(origin), await listen(origin)];
    await there.until(isCursor);
    const { cursor } = await away.until(isCursor);
    away.close();
    setClock(200);
    await there.until(isCursor, there.lines.length);
    const clock = performance.now.bind(performance);
    const minute = vi.spyOn(performance, "now").mockImplementation(() => clock() + 60_000);
    onTestFinished(() => minute.mockRestore());
    await insert(world, [row("very-late", { age: 1000 })]);
    await there.until(ofSession("very-late"));
    const back = await listen(origin, { cursor: String(cursor) });
    await back.until(isCursor);
    expect(back.lines.some(ofSession("very-late"))).toBe(true);
  });

  it("goes on when the clock is set back", async () => {
    const { world, origin } = await start();
    const { lines, until } = await listen(origin);
    await until(isCursor);
    setClock(-3600);
    await insert(world, [row("then")]);
    await until(ofSession("then"));
    await until(isCursor, lines.length);
    await until(isCursor, lines.length);
    // A listener would take marks of an hour ago for late ones.
    const moments = lines.filter(isCursor).map(({ at }) => Number(at));
    expect(moments).toEqual([...moments].sort((a, b) => a - b));
  });

  it("marks what is true of the moment at which it looked, however long that took", async () => {
    const { world, origin } = await start();
    const { lines, until } = await listen(origin);
    await until(isCursor);
    const { adapter } = world.context;
    const findMany = adapter.findMany.bind(adapter);
    const query = vi.spyOn(adapter, "findMany").mockImplementation(async (...call) => {
      const rows = await findMany(...call);
      await new Promise((resolve) => setTimeout(resolve, 700));
      return rows;
    });
    onTestFinished(() => query.mockRestore());
    await insert(world, [row("slow")]);
    await until(ofSession("slow"));
    const before = lines.findIndex(ofSession("slow"));
    const { at } = await until(isCursor, before);
    const age = (performance.timeOrigin + performance.now()) / 1000 - Number(at);
    expect(age).toBeGreaterThan(0.69);
    expect(age).toBeLessThan(5);
  });

  it("does not wait for ever for a query", async () => {
    const { world, origin } = await start();
    const { until } = await listen(origin);
    await until(isCursor);
    const { setTimeout } = globalThis;
    const wait = vi.spyOn(globalThis, "setTimeout");
    // Five seconds are a tenth of one.
    wait.mockImplementation(((run: () => void, time: number, ...rest: []) =>
      setTimeout(run, time === 5000 ? 100 : time, ...rest)) as never);
    const query = vi.spyOn(world.context.adapter, "findMany");
    query.mockImplementationOnce(() => new Promise(() => {}));
    onTestFinished(() => void vi.restoreAllMocks());
    await expect.poll(() => query.mock.calls.length).toBeGreaterThan(0);
    await insert(world, [row("behind")]);
    await until(ofSession("behind"));
  });

  it("tells everything, however much was written in one moment", async () => {
    const { world, origin } = await start();
    const rows = Array.from({ length: 2500 }, (_, index) => row(`s${index}`, { age: 60 }));
    const same = rows.map((each) => ({ ...each, createdAt: rows[0]?.createdAt ?? "" }));
    for (let at = 0; at < same.length; at += 500) await insert(world, same.slice(at, at + 500));
    const { lines, until } = await listen(origin);
    await until(isCursor);
    expect(new Set(lines.flatMap(({ sid }) => (sid === undefined ? [] : [sid]))).size).toBe(2500);
  });

  it("forgets what ends nothing any more", async () => {
    const { world, origin } = await start();
    await insert(world, [row("over", { until: -1 }), row("live")]);
    const { until } = await listen(origin);
    await until(isCursor);
    await expect
      .poll(async () => (await world.entries()).map((entry) => "sid" in entry && entry.sid))
      .toEqual(["live"]);
  });

  it("forgets it within a minute of the next ending, too, where nobody listens", async () => {
    const { world } = await start();
    await insert(world, [row("over", { until: -1 })]);
    vi.useFakeTimers({ toFake: ["setTimeout"] });
    onTestFinished(() => void vi.useRealTimers());
    const { jar } = await world.signUp();
    const { session } = await world.call<{ session: { id: string } }>("/get-session", jar);
    await world.call("/sign-out", jar, {});
    vi.advanceTimersByTime(60_000);
    vi.useRealTimers();
    await expect
      .poll(async () => (await world.entries()).map((entry) => "sid" in entry && entry.sid))
      .toEqual([session.id]);
  });

  it("does not tell what a transaction took back, and tells at once what one committed", async () => {
    const { world, origin } = await start();
    const [one, two] = [await world.signUp(), await world.signUp()];
    const { lines, until } = await listen(origin);
    await until(isCursor);
    const { adapter } = world.context;
    const remove = (id: string, outcome: () => void) =>
      adapter.transaction(async (inner) => {
        await inner.delete({ model: "user", where: [{ field: "id", value: id }] });
        outcome();
      });
    await expect(
      remove(one.id, () => {
        throw new Error("taken back");
      }),
    ).rejects.toThrow("taken back");
    await stopPolling();
    await remove(two.id, () => {});
    await until(({ sub }) => sub === two.id);
    expect(lines.some(({ sub }) => sub === one.id)).toBe(false);
  });

  it("cuts nobody off while the database is down, and goes on", async () => {
    const logged: string[] = [];
    const logger = { log: (_: string, ...rest: unknown[]) => void logged.push(rest.join(" ")) };
    const { world, origin } = await start({ logger });
    const { lines, until } = await listen(origin);
    await until(isCursor);
    await world.breakStore();
    await new Promise((resolve) => setTimeout(resolve, 3500));
    const before = lines.length;
    // Silence: a cursor would say that everything has been told.
    await new Promise((resolve) => setTimeout(resolve, 500));
    expect(lines).toHaveLength(before);
    const told = logged.filter((line) => line.startsWith("Revocations"));
    expect(told).toEqual([expect.stringMatching(/^Revocations cannot be read, .*: SQLITE_ERROR$/)]);
    const late = await listen(origin);
    await expect.poll(() => logged).toContain("Revocations cannot be read: SQLITE_ERROR");
    late.close();
    await world.mendStore();
    await insert(world, [row("meanwhile", { age: 3 })]);
    await until(ofSession("meanwhile"));
  });
});

describe("who may listen", () => {
  it("has a feed token, and nothing else will do", async () => {
    const { world, origin } = await start();
    const access = issueTestToken({
      issuer: ISSUER,
      audience: AUDIENCE,
      secret: SECRET,
      userId: "u",
      sessionId: "s",
    });
    const { jar } = await world.signUp();
    const cookie = [...jar].map(([name, value]) => `${name}=${value}`).join("; ");
    const url = `${origin}/api/auth/revocations`;
    const attempts: Record<string, string>[] = [
      {},
      { cookie },
      { authorization: `Bearer ${access}` },
      { authorization: `Bearer ${feedToken(OLD_SECRET)}` },
      { authorization: `Basic ${feedToken()}` },
      { authorization: `Bearer ${feedToken()}, Bearer ${feedToken()}` },
    ];
    for (const headers of attempts) {
      const response = await fetch(url, { headers });
      expect(response.status, JSON.stringify(headers).slice(0, 40)).toBe(401);
      expect(response.headers.get("cache-control")).toBe("no-store");
      expect(response.headers.get("www-authenticate")).toMatch(/^Bearer/);
      expect(await response.json()).toMatchObject({
        status: 401,
        detail: "The token of the feed is not valid.",
      });
    }
    expect((await fetch(`${url}?token=${feedToken()}`)).status).toBe(401);
  });

  it("derives its keys once, for anybody may ask", async () => {
    const { world } = await start();
    const token = issueTestToken({ issuer: ISSUER, audience: AUDIENCE, secret: SECRET, userId: "ann" });
    const headers = { authorization: `Bearer ${token}` };
    const ask = () => world.auth.handler(new Request(`${ISSUER}/api/auth/revocations`, { headers }));
    await ask();
    const derive = vi.spyOn(Object.getPrototypeOf(createSecretKey(Buffer.alloc(32))), "export");
    onTestFinished(() => derive.mockRestore());
    for (let count = 0; count < 3; count++) expect((await ask()).status).toBe(401);
    expect(derive).not.toHaveBeenCalled();
  });

  it("is not kept out by strangers, who are counted as the same address", async () => {
    const { origin } = await start({ rateLimit: { enabled: true } }, { rateLimit: { window: 60, max: 3 } });
    const statusesOf = async (path: string, count: number) => {
      const statuses: number[] = [];
      for (let i = 0; i < count; i += 1) statuses.push((await fetch(`${origin}/api/auth${path}`)).status);
      return new Set(statuses);
    };
    expect(await statusesOf("/token", 4)).toEqual(new Set([401, 429]));
    expect(await statusesOf("/revocations", 150)).toEqual(new Set([401]));
    expect((await listen(origin)).response.status).toBe(200);
  });

  it.each([
    ["a hundred", true as const, 100],
    ["as many as the option says", { listeners: 3 }, 3],
  ])("are %s at most, and none that has gone", async (_, revocation, most) => {
    const { world } = await start({}, { revocation });
    const { GET } = toNextJsHandler(world.auth);
    const open = (signal: AbortSignal) =>
      GET(
        new Request(`${ISSUER}/api/auth/revocations`, {
          headers: { authorization: `Bearer ${feedToken()}` },
          signal,
        }),
      );
    const controllers = Array.from({ length: most }, () => new AbortController());
    const responses = await Promise.all(controllers.map(({ signal }) => open(signal)));
    expect(responses.every(({ status }) => status === 200)).toBe(true);
    const [extra] = [await open(new AbortController().signal)];
    expect(extra.status).toBe(503);
    expect(extra.headers.get("retry-after")).toBe("5");
    expect(await extra.json()).toMatchObject({ status: 503 });
    // One goes by its signal, as in Next; one by its stream, as in Node.
    controllers[0]?.abort();
    await responses[1]?.body?.cancel();
    const again = [await open(new AbortController().signal), await open(new AbortController().signal)];
    expect(again.map(({ status }) => status)).toEqual([200, 200]);
    expect((await open(new AbortController().signal)).status).toBe(503);
    for (const { body } of again) await body?.cancel();
    for (const controller of controllers) controller.abort();
  });

  it("hears through toNextJsHandler as well", async () => {
    const { world } = await start();
    const { jar, id } = await world.signUp();
    const headers = { authorization: `Bearer ${feedToken()}` };
    const controller = new AbortController();
    const response = await toNextJsHandler(world.auth).GET(
      new Request(`${ISSUER}/api/auth/revocations`, { headers, signal: controller.signal }),
    );
    const { until } = linesOf(response);
    await until(isCursor);
    await world.call("/change-password", jar, {
      currentPassword: "a-long-password",
      newPassword: "another-long-one",
    });
    await until(({ sub }) => sub === id);
    controller.abort();
  });

  it("finds no feed where nothing is published", async () => {
    const { origin } = await start({}, { revocation: undefined as never });
    const { response } = await listen(origin);
    expect(response.status).toBe(404);
  });
});

describe("a stream", () => {
  it("cuts off a listener who does not listen", async () => {
    let closed = 0;
    const { body, send } = createFeedStream(() => {
      closed += 1;
    });
    const megabyte = "x".repeat(1024 * 1024);
    for (let count = 0; count < 32; count++) send(megabyte);
    expect(closed).toBe(0);
    send(megabyte);
    expect(closed).toBe(1);
    send(megabyte);
    await expect(body.getReader().read()).rejects.toThrow("too slow");
    expect(closed).toBe(1);
  });
});
