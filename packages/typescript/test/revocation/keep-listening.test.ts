import { setTimeout as pause } from "node:timers/promises";
import { afterEach, describe, expect, it, onTestFinished, vi } from "vitest";
import {
  ConfigurationError,
  createRevocations,
  type RevocationSink,
  type Revocations,
  type RevocationsOptions,
  type RevocationTransport,
} from "../../src/index.js";
import { keepListening } from "../../src/revocation/keep-listening.js";
import { ConnectionError } from "../../src/revocation/transport.js";
import { until } from "../support/until.js";

type Run = (sink: RevocationSink, signal: AbortSignal) => Promise<void>;

let revocations: Revocations;
let said: string[];
let runs: number;
afterEach(() => revocations?.close());

/** Revocations whose transport does this at each run, the last of them again and again. */
function listening(steps: readonly Run[], options: RevocationsOptions = {}): Revocations {
  said = [];
  runs = 0;
  const transport: RevocationTransport = {
    run: (sink, signal) => (steps[Math.min(runs++, steps.length - 1)] as Run)(sink, signal),
  };
  revocations = createRevocations({ transport, warn: (line) => said.push(line), ...options });
  return revocations;
}

/** Hear once, and wait for more. */
const hear: Run = (sink, signal) => {
  sink.heard();
  return new Promise((resolve) => signal.addEventListener("abort", () => resolve()));
};
const fail =
  (message: string): Run =>
  async () => {
    throw new ConnectionError(message);
  };

describe("start", () => {
  it("waits until all that there is was heard", async () => {
    let first = () => {};
    const waits: Run = (sink) =>
      new Promise(() => {
        first = () => {
          sink.add({ sid: "s1", until: Date.now() });
          sink.heard();
        };
      });
    let isStarted = false;
    const started = listening([waits])
      .start()
      .then(() => {
        isStarted = true;
      });
    await pause(20);
    expect(isStarted).toBe(false);
    first();
    await started;
    expect(revocations.size).toBe(1);
    expect(revocations.staleness).toBeLessThan(5);
  });

  it.each([
    ["refuse", false],
    ["accept", true],
  ] as const)(
    "says every 5 seconds that it waits, and where tokens are to %s: over then? %s",
    async (whenStale, isOver) => {
      vi.useFakeTimers();
      onTestFinished(() => void vi.useRealTimers());
      let isStarted = false;
      const started = listening([() => new Promise(() => {})], { whenStale }).start();
      void started.then(() => {
        isStarted = true;
      });
      await vi.advanceTimersByTimeAsync(4999);
      expect(said).toEqual([]);
      await vi.advanceTimersByTimeAsync(10_000);
      const waiting = "revocations: waiting to hear all that there are";
      expect([said, isStarted]).toEqual([isOver ? [waiting] : [waiting, waiting], isOver]);
    },
  );

  it("runs the transport once, however often it is called", async () => {
    listening([hear]);
    await Promise.all([revocations.start(), revocations.start()]);
    await revocations.start();
    expect(runs).toBe(1);
  });

  it("keeps the process alive while it waits, and no longer", async () => {
    const timers = () => process.getActiveResourcesInfo().filter((name) => name === "Timeout").length;
    const before = timers();
    const started = listening([() => new Promise(() => {})]).start();
    expect(timers()).toBe(before + 1);
    revocations.close();
    await started;
    expect(timers()).toBe(before);
  });

  it("is over when it is closed, whatever the transport does", async () => {
    const deaf = listening([() => new Promise(() => {})]);
    const started = deaf.start();
    deaf.close();
    await expect(started).resolves.toBeUndefined();
    await expect(deaf.start()).resolves.toBeUndefined();
  });

  it("after close runs nothing", async () => {
    listening([hear]).close();
    await revocations.start();
    expect(runs).toBe(0);
  });

  it("needs a transport", async () => {
    await expect(createRevocations().start()).rejects.toThrow("no transport");
  });

  it("fails with what can never work", async () => {
    const wrong = new ConfigurationError("setting_invalid", "the mend");
    await expect(listening([() => Promise.reject(wrong)]).start()).rejects.toBe(wrong);
    expect(runs).toBe(1);
  });
});

describe("a transport that ends", () => {
  const broken: [string, Run][] = [
    ["by an error", fail("broken")],
    [
      "by an error at once",
      () => {
        throw new Error("broken");
      },
    ],
    ["by something else", () => Promise.reject("broken")],
    ["without one", async () => {}],
  ];
  it.each(broken)("%s is run again, and the log says so", async (_, step) => {
    await listening([step, step, hear]).start();
    expect(runs).toBe(3);
    expect(said).toEqual([
      expect.stringMatching(/^revocations: .*\. Trying again$/),
      "revocations: heard again",
    ]);
  });

  it.each([
    [
      "the code",
      Object.assign(new Error("redis://:secret-word@host"), { code: "ECONNREFUSED" }),
      "ECONNREFUSED",
    ],
    ["the class", new TypeError("Invalid URL redis://:secret-word@host"), "TypeError"],
    ["nothing", "redis://:secret-word@host", "unknown"],
  ])(
    "by somebody else's error, %s of it is told, for its message may hold a password",
    async (_, error, word) => {
      await listening([() => Promise.reject(error), hear]).start();
      expect(said).toEqual([`revocations: ${word}. Trying again`, "revocations: heard again"]);
    },
  );

  it("keeps what it has brought", async () => {
    const brings: Run = async (sink) => {
      sink.add({ sid: "s1", until: Date.now() });
      sink.heard();
      throw new Error("broken");
    };
    await listening([brings, hear]).start();
    await until(() => runs === 2, "the second run");
    expect(revocations.size).toBe(1);
  });

  it("by a wrong setting, after it has worked, is run again too", async () => {
    const wrong: Run = async (sink) => {
      sink.heard();
      throw new ConfigurationError("setting_invalid", "gone");
    };
    await listening([wrong, hear]).start();
    await until(() => runs === 2, "the second run");
    expect(said).toContain("revocations: gone. Trying again");
  });

  it("is told of once a minute for one reason, and at once for another", async () => {
    let clock = 0;
    const later: Run = async () => {
      clock += 60;
      throw new ConnectionError("b");
    };
    const steps = [fail("a"), fail("b"), fail("a"), later, hear];
    await listening(steps, { clock: () => clock }).start();
    const [a, b] = ["revocations: a. Trying again", "revocations: b. Trying again"];
    expect(said).toEqual([a, b, b, "revocations: heard again"]);
  });

  it("again and again just after a word is told of once, and once that it was heard again", async () => {
    await listening([hearOnce, hearOnce, hearOnce, hearOnce, hear]).start();
    await until(() => runs === 5, "the last run");
    expect(said).toEqual(["revocations: the transport has ended. Trying again", "revocations: heard again"]);
  });

  it("after it was good for a while is told of when it does not come back at the first try, and then anew", async () => {
    let clock = 0;
    const good: Run = async (sink) => {
      sink.heard();
      clock += 5;
    };
    const lines = ["revocations: refused. Trying again", "revocations: heard again"];
    await listening([good, good, fail("refused"), good, good, hear], { clock: () => clock }).start();
    await until(() => runs === 6, "the last run");
    expect(said).toEqual(lines);
    revocations.close();
    // Within a minute of one another.
    await listening([good, fail("refused"), good, fail("refused"), hear], { clock: () => clock }).start();
    await until(() => runs === 5, "the last run");
    expect(said).toEqual([...lines, ...lines]);
  });

  it("is given time: more and more, by chance, and less once it was good for a while", async () => {
    const good: Run = async (sink) => {
      sink.heard();
      seconds += 5;
    };
    let seconds = 0;
    const steps = [fail("a"), fail("a"), hearOnce, fail("a"), good, fail("a")];
    // A word alone changes nothing.
    expect(await pausesOf(steps, () => seconds)).toEqual([0.2, 0.4, 0.8, 1.6, 0.2, 0.4]);
  });

  it("is given the time that it asks for, up to a limit", async () => {
    const asking = (retryAfter: number) => () => Promise.reject(new ConnectionError("wait", { retryAfter }));
    expect(await pausesOf([asking(3), asking(3600)], () => 0)).toEqual([3.2, 10.4]);
  });
});

/** The seconds after each of these steps. */
async function pausesOf(steps: readonly Run[], clock: () => number): Promise<number[]> {
  const pauses: number[] = [];
  const closing = new AbortController();
  const run: Run = (sink, signal) => (steps[pauses.length] as Run)(sink, signal);
  async function pause(seconds: number): Promise<void> {
    if (pauses.push(Number(seconds.toFixed(3))) === steps.length) closing.abort();
  }
  const sink = { add() {}, heard() {} };
  await keepListening({ run }, sink, closing.signal, { warn: () => {}, clock, random: () => 1, pause });
  return pauses;
}

const hearOnce: Run = async (sink) => sink.heard();

describe("metrics", () => {
  it("count the seconds from the beginning, and then from the last time", async () => {
    let clock = 100;
    const set = createRevocations({ clock: () => clock });
    clock = 107;
    expect(set.metrics()).toEqual({ revocationsHeld: 0, revocationsStalenessSeconds: 7 });
    set.add({ sid: "s1", until: Date.now() });
    set.heard();
    clock = 109;
    expect(set.metrics()).toEqual({ revocationsHeld: 1, revocationsStalenessSeconds: 2 });
  });
});
