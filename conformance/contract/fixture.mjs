/** The six servers for the tests of one file, and what holds for all of them after every file. */
import assert from "node:assert/strict";
import { after, before, it } from "node:test";
import { environmentOf, PROGRAMS, startServers } from "../servers/index.mjs";
import { Asking } from "./asking.mjs";
import { compare } from "./cases.mjs";
import { Confidential } from "./confidential.mjs";
import { readVectors } from "./vectors.mjs";

/** @typedef {import("./cases.mjs").Case} Case */

const { policy } = readVectors("requests");

/** The six servers, and every request that goes to them. */
export class Contract {
  /** @type {readonly Asking[]} */
  servers = [];
  #confidential = new Confidential(policy);

  /**
   * Send a request to each server. Whoever refuses it gives the same reason, letter by letter.
   *
   * @param {{ now: number, bytes: Buffer }} request
   */
  async observe(request) {
    this.note(request.bytes);
    const observed = await this.each((server) => server.ask(request));
    const sentences = new Set(
      observed.flatMap(([, { refusals }]) => refusals.map(({ sentence }) => sentence)),
    );
    assert.ok(sentences.size <= 1, `one reason in several sentences: ${[...sentences].join(" | ")}`);
    return observed;
  }

  /**
   * Send a request to each server, and hold what comes against what has to come.
   *
   * @param {Pick<Case, "now" | "bytes" | "expected"> & Partial<Case>} asked
   */
  async holds(asked) {
    const outcomes = (await this.observe(asked)).map(([title, observed]) => ({
      title,
      ...compare(asked, observed),
    }));
    assert.deepEqual(
      Object.fromEntries(outcomes.map(({ title, got }) => [title, got])),
      Object.fromEntries(outcomes.map(({ title, expected }) => [title, expected])),
    );
  }

  /**
   * Do the same with every server at once. What goes out in another way than by `observe` has to be noted.
   *
   * @template Result
   * @param {(server: Asking) => Promise<Result>} action
   */
  each(action) {
    const results = this.servers.map(
      async (server) => /** @type {const} */ ([server.title, await action(server)]),
    );
    return Promise.all(results);
  }

  /** Remember what goes out: no log may hold it. @param {Buffer} bytes */
  note(bytes) {
    this.#confidential.add(bytes);
    return bytes;
  }

  /** What the servers' logs hold that no log may hold. */
  leaks() {
    return this.servers.flatMap(({ title, lines }) =>
      this.#confidential.leaksIn(lines).map((kind) => `${title}: ${kind}`),
    );
  }
}

/**
 * Start the servers before the tests of a file, stop them after. The tests go into `tests`; the last test of each
 * file looks at what the servers have printed.
 *
 * @param {string} name - of the logs' folder
 * @param {Readonly<Record<string, string>>} settings - beside those of the vectors' policy
 * @param {(contract: Contract) => void} tests
 * @param {Parameters<typeof startServers>[2]} programs
 */
export function withContract(name, settings, tests, programs = PROGRAMS) {
  const contract = new Contract();
  let stop = async () => {};
  before(async () => {
    const environment = { ...environmentOf(policy), ...settings };
    const started = await startServers(environment, `contract/${name}`, programs);
    stop = started.stop;
    contract.servers = started.servers.map((server) => new Asking(server));
  });
  after(() => stop());
  tests(contract);
  it("no refusal is logged that nobody was told of", async () => {
    for (const [title, refusals] of await contract.each((server) => server.refusals(0)))
      assert.deepEqual(refusals, [], title);
  });
  it("no line of a log holds a token, a secret, a cookie or a claim's value", () =>
    assert.deepEqual(contract.leaks(), []));
}
