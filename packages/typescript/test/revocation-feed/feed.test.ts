import { createServer } from "node:http";
import { describe, expect, it, onTestFinished } from "vitest";
import {
  ConfigurationError,
  createRevocations,
  derivedKey,
  type Entry,
  type KeySource,
  sharedSecret,
} from "../../src/index.js";
import { checkFeedToken, deriveFeedKey } from "../../src/revocation/feed-key.js";
import { type RevocationFeedOptions, revocationFeed } from "../../src/revocation-feed/index.js";
import { listen as serve } from "../support/listen.js";
import { AUDIENCE, OLD_SECRET, SECRET } from "../support/settings.js";
import { until } from "../support/until.js";
import { type FeedServer, markLine, startFeedServer } from "./feed-server.js";

const later = () => Date.now() / 1000 + 300;
const session = (sid: string): Entry => ({ sid, until: later() });

/** Somebody who listens to this server, until the test has finished. */
function listener(server: FeedServer, options: Partial<RevocationFeedOptions> = {}) {
  const said: string[] = [];
  const settings = { issuer: server.origin, audience: AUDIENCE, keys: sharedSecret(SECRET), ...options };
  const revocations = createRevocations({
    transport: revocationFeed(settings),
    warn: (line) => said.push(line),
  });
  onTestFinished(() => revocations.close());
  return { revocations, said };
}

/** The line about a connection that was lost, which says to whom. */
const lineOf = (server: FeedServer, reason: string) =>
  `revocations: not heard from ${server.origin}/api/auth/revocations: ${reason}. Trying again`;

describe("a feed", () => {
  it("is heard from the beginning, and then as it goes on", async () => {
    const server = await startFeedServer();
    server.publish(session("s1"), { sub: "ann", before: 5, until: later() });
    const { revocations, said } = listener(server);
    await revocations.start();
    expect(revocations.size).toBe(2);
    server.publish(session("s2"));
    await until(() => revocations.size === 3, "the third");
    expect(said).toEqual([]);
  });

  it("is heard by four at once", async () => {
    const server = await startFeedServer();
    const four = Array.from({ length: 4 }, () => listener(server).revocations);
    await Promise.all(four.map((each) => each.start()));
    server.publish(session("s1"));
    await until(() => four.every(({ size }) => size === 1), "each of them");
  });

  it("goes on where it was cut off, whatever happened meanwhile", async () => {
    const server = await startFeedServer();
    server.publish(session("s1"));
    const { revocations, said } = listener(server);
    await revocations.start();
    await server.kill();
    server.publish(session("s2"));
    await until(() => said.length > 0, "the loss");
    await server.start();
    await until(() => revocations.size === 2, "what was missed");
    expect(server.asked.map(({ cursor }) => cursor)).toEqual([null, "1"]);
    expect(said.at(-1)).toBe("revocations: heard again");
  });

  it("is heard from the beginning by whoever listens next, though the transport has listened before", async () => {
    const server = await startFeedServer();
    server.publish(session("s1"));
    const transport = revocationFeed({
      issuer: server.origin,
      audience: AUDIENCE,
      keys: sharedSecret(SECRET),
    });
    for (let round = 0; round < 2; round++) {
      const revocations = createRevocations({ transport });
      onTestFinished(() => revocations.close());
      await revocations.start();
      expect(revocations.size).toBe(1);
    }
    expect(server.asked.map(({ cursor }) => cursor)).toEqual([null, null]);
  });

  it("loses nothing in ten restarts at any moment", async () => {
    const server = await startFeedServer();
    const { revocations } = listener(server);
    await revocations.start();
    let count = 0;
    for (let round = 0; round < 10; round++) {
      for (let each = 0; each < 50; each++) server.publish(session(`s${count++}`));
      await server.kill();
      server.publish(session(`s${count++}`));
      await server.start();
      server.publish(session(`s${count++}`));
    }
    await until(() => revocations.size === count, "all of them");
  });

  it("may be there only later", async () => {
    const server = await startFeedServer();
    await server.kill();
    const { revocations, said } = listener(server);
    const started = revocations.start();
    await until(() => said.length > 0, "the failure");
    expect(said).toEqual([lineOf(server, "the feed cannot be reached (ECONNREFUSED)")]);
    await server.start();
    await started;
  });

  it("is asked for with a fresh token each time, that no other server takes", async () => {
    const server = await startFeedServer();
    let now = 1_750_000_000;
    const { revocations } = listener(server, { now: () => now });
    await revocations.start();
    now += 3600;
    await server.kill();
    await server.start();
    await until(() => server.asked.length === 2, "the second request");
    const keys = sharedSecret(SECRET).keysFor(AUDIENCE).map(deriveFeedKey);
    const policy = { issuer: server.origin, audience: AUDIENCE };
    const [first, second] = server.asked.map(({ token }) => token);
    checkFeedToken(keys, first ?? "", policy, 1_750_000_000);
    checkFeedToken(keys, second ?? "", policy, now);
    expect(() => checkFeedToken(keys, first ?? "", policy, now)).toThrow();
    expect(() =>
      checkFeedToken(keys, second ?? "", { ...policy, issuer: "https://b.example" }, now),
    ).toThrow();
  });

  it("is asked with each key in turn: the auth server may not have the newest yet", async () => {
    const server = await startFeedServer();
    const known = sharedSecret(OLD_SECRET).keysFor(AUDIENCE).map(deriveFeedKey);
    server.answer = (request, response) => {
      try {
        const token = (request.headers.authorization ?? "").slice("Bearer ".length);
        checkFeedToken(known, token, { issuer: server.origin, audience: AUDIENCE }, Date.now() / 1000);
        response.end(markLine(1));
      } catch {
        response.writeHead(401).end();
      }
    };
    const { revocations } = listener(server, { keys: sharedSecret([SECRET, OLD_SECRET]) });
    await revocations.start();
    expect(server.asked).toHaveLength(2);
  });

  it("is asked for nothing compressed", async () => {
    const server = await startFeedServer();
    await listener(server).revocations.start();
    expect(server.asked[0]?.headers["accept-encoding"]).toBe("identity");
  });

  it("ends with close", async () => {
    const server = await startFeedServer();
    const { revocations, said } = listener(server);
    await revocations.start();
    revocations.close();
    await until(() => server.listeners.size === 0, "the end");
    expect(server.asked).toHaveLength(1);
    expect(said).toEqual([]);
  });
});

describe("a feed that is cut", () => {
  it("when nothing comes: the other end may be gone without a word", async () => {
    const server = await startFeedServer();
    const { revocations, said } = listener(server, { timeout: 0.3 });
    await revocations.start();
    await until(() => server.asked.length >= 2, "the second request");
    expect(said[0]).toBe(lineOf(server, "nothing came from the feed for 0.3 seconds"));
  });

  it("when bytes come, but no line", async () => {
    const server = await startFeedServer();
    const { revocations, said } = listener(server, { timeout: 0.3 });
    await revocations.start();
    const trickle = setInterval(() => server.send(" "), 20);
    onTestFinished(() => clearInterval(trickle));
    await until(() => said.length > 0, "the end of patience");
    expect(said[0]).toContain("nothing came from the feed");
  });

  it("when no answer comes at all", async () => {
    const server = await startFeedServer();
    server.answer = () => {};
    const { revocations, said } = listener(server, { timeout: 0.3 });
    void revocations.start();
    await until(() => server.asked.length >= 2, "the second request");
    expect(said[0]).toContain("nothing came from the feed");
  });

  it("not while lines come", async () => {
    const server = await startFeedServer();
    const { revocations, said } = listener(server, { timeout: 0.5 });
    await revocations.start();
    const heartbeat = setInterval(() => server.send(markLine(0)), 50);
    onTestFinished(() => clearInterval(heartbeat));
    await new Promise((resolve) => setTimeout(resolve, 1200));
    expect(said).toEqual([]);
    expect(revocations.staleness).toBeLessThan(0.5);
  });

  it.each([
    ["no entry", '{"sid":"s1"}\n', "a line of the feed is neither an entry nor a mark"],
    ["no JSON", "<html>\n", "a line of the feed is neither an entry nor a mark"],
    ["too long", `{"sid":"${"x".repeat(9000)}`, "a line has more than 8192 bytes"],
  ])("by a line that is %s, and what came before counts", async (_, text, reason) => {
    const server = await startFeedServer();
    const { revocations, said } = listener(server);
    await revocations.start();
    server.send(`${JSON.stringify(session("s1"))}\n${text}`);
    await until(() => server.asked.length === 2, "the second request");
    expect(said[0]).toBe(lineOf(server, reason));
    expect(revocations.size).toBe(text.length > 8192 ? 0 : 1);
    await until(() => server.listeners.size === 1, "the end of the first");
  });

  it("by too much without a mark", async () => {
    const server = await startFeedServer();
    const { revocations, said } = listener(server);
    await revocations.start();
    const lines = `${JSON.stringify(session("x".repeat(8000)))}\n`.repeat(250);
    const flood = setInterval(() => server.send(lines), 1);
    onTestFinished(() => clearInterval(flood));
    await until(() => said.length > 0, "the limit");
    expect(said[0]).toBe(lineOf(server, "the feed sends too much without a mark"));
  });
});

describe("a mark", () => {
  /** A feed that was asked at second 0 and gave its first mark at second 2, of second 50 by its own clock. */
  async function slow() {
    const server = await startFeedServer();
    const clock = { now: 0 };
    let send = (_: string) => {};
    server.answer = (_, response) => {
      clock.now += 2;
      response.writeHead(200);
      send = (text) => response.write(text);
      send(markLine(0, 50));
    };
    const ages: number[] = [];
    const sink = { add: () => {}, heard: (age = 0) => void ages.push(age) };
    const closing = new AbortController();
    onTestFinished(() => closing.abort());
    const settings = { issuer: server.origin, audience: AUDIENCE, keys: sharedSecret(SECRET) };
    const transport = revocationFeed({ ...settings, clock: () => clock.now });
    const outcome = transport.run(sink, closing.signal).catch((error: Error) => error.message);
    await until(() => ages.length === 1, "the first mark");
    return {
      ages,
      outcome,
      /** At this second comes a mark of that one. */
      mark(second: number, at: number) {
        clock.now = second;
        send(markLine(0, at));
      },
    };
  }

  it("is as old as what it tells of: since it was asked for, but for what passed at the server", async () => {
    const { ages, mark } = await slow();
    for (const [second, at] of [
      [5, 53],
      [11, 53],
      [12, 62],
      [12, 70],
    ] as const) {
      const count = ages.length;
      mark(second, at);
      await until(() => ages.length > count, "the next mark");
    }
    // No mark is of the future.
    expect(ages).toEqual([2, 2, 8, 0, 0]);
  });

  it("is as late as it is after this machine was suspended, whose clock stood still", async () => {
    const { ages, mark } = await slow();
    mark(10, 660);
    await until(() => ages.length === 2, "the first mark after it");
    mark(18, 660);
    await until(() => ages.length === 3, "a late one");
    expect(ages).toEqual([2, 0, 8]);
  });

  it("that is older than the time-out ends the connection, for asking again is quicker", async () => {
    const { ages, mark, outcome } = await slow();
    mark(20, 59);
    expect(await outcome).toMatch(/^not heard from http:.*: the feed lags behind$/);
    expect(ages).toEqual([2]);
  });
});

describe("an answer that is no feed", () => {
  it.each([
    [
      401,
      "the feed answers 401: the secrets, the audiences, the addresses or the clocks of both sides differ",
    ],
    [
      404,
      "the feed answers 404: set revocation in jwtBridge() of the auth server, or the same REDIS_URL here",
    ],
    [503, "the feed answers 503"],
    [204, "the feed answers 204"],
  ])("%i", async (status, reason) => {
    const server = await startFeedServer();
    server.answer = (_, response) => response.writeHead(status).end();
    const { revocations, said } = listener(server);
    void revocations.start();
    await until(() => said.length > 0, "the refusal");
    expect(said[0]).toBe(lineOf(server, reason));
    expect(revocations.staleness).toBe(Number.POSITIVE_INFINITY);
  });

  it.each(["Retry-After", "X-Retry-After"])("429 is left alone for the seconds of %s", async (name) => {
    const server = await startFeedServer();
    server.answer = (_, response) => response.writeHead(429, { [name]: "1" }).end();
    const { revocations, said } = listener(server);
    void revocations.start();
    await until(() => server.asked.length === 1, "the first request");
    const begun = performance.now();
    await until(() => server.asked.length === 2, "the second");
    expect(performance.now() - begun).toBeGreaterThan(1000);
    expect(said).toEqual([lineOf(server, "the feed answers 429")]);
  });

  it("a redirect is not followed", async () => {
    let visits = 0;
    const elsewhere = await serve(
      createServer((_, response) => {
        visits += 1;
        response.end(markLine(1));
      }),
    );
    const server = await startFeedServer();
    server.answer = (_, response) => response.writeHead(307, { location: elsewhere }).end();
    const { revocations, said } = listener(server);
    void revocations.start();
    await until(() => server.asked.length >= 2, "another try");
    expect(said[0]).toBe(lineOf(server, "the feed answers 307"));
    expect(visits).toBe(0);
  });
});

describe("the settings of a feed", () => {
  const settings = { issuer: "https://app.example", audience: AUDIENCE, keys: sharedSecret(SECRET) };
  const publicKeys: KeySource = { keysFor: () => [] };

  it.each([
    ["https", {}],
    ["this machine", { issuer: "http://localhost:3000" }],
    ["an address of its own", { url: "https://internal.example/auth/revocations" }],
    ["a derived key", { keys: derivedKey(`kid:${"0a".repeat(32)}`) }],
    ["a secret behind a key set", { keys: [publicKeys, sharedSecret(SECRET)] }],
  ])("may be %s", (_, changes) => {
    expect(() => revocationFeed({ ...settings, ...changes })).not.toThrow();
  });

  it.each([
    ["http", { issuer: "http://app.example" }, "neither https nor on this machine"],
    ["another scheme", { url: "ftp://localhost/revocations" }, "neither https nor on this machine"],
    ["no address", { url: "revocations" }, "is not a URL"],
    ["a password in it", { url: "https://a:b@app.example/" }, "more than an address"],
    ["a query", { url: "https://app.example/?a=b" }, "more than an address"],
    ["no audience", { audience: "" }, "audience"],
    ["public keys alone", { keys: publicKeys }, "needs a key of the shared secret"],
  ])("may not be %s", (_, changes, message) => {
    const make = () => revocationFeed({ ...settings, ...changes });
    expect(make).toThrow(ConfigurationError);
    expect(make).toThrow(message);
  });
});
