import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { before, describe, it } from "node:test";
import { inRoot } from "../../scripts/lib/paths.mjs";
import { readGuide } from "./guide.mjs";
import { moveKeys } from "./key-pairs.mjs";
import { readPlan } from "./plan.mjs";
import { changeSecret } from "./secret.mjs";

const BOTH = (/** @type {number} */ status) => [status, status];
const ALL = (/** @type {number} */ status) => [...BOTH(status), ...BOTH(status)];

/** @type {import("./secret.mjs").Outcome} */
let secret;
/** @type {import("./key-pairs.mjs").Outcome} */
let pairs;

before(async () => {
  const server = process.env.TEST_DATABASE_URL;
  assert.ok(server, "TEST_DATABASE_URL is not set. `npm test -- rotation` starts what is needed and sets it");
  const extent = { server, lifetime: 1, clients: 8, rest: 100, say: console.log };
  // At once: each waits most of the time, for processes that start and tokens that end.
  [secret, pairs] = await Promise.all([
    changeSecret({ ...extent, apis: 4 }),
    moveKeys({ ...extent, apis: 2, down: 2, isRealTime: false }),
  ]);
});

describe("the printed plan", () => {
  it("is read as it is printed", () => {
    assert.deepEqual(
      readPlan().map(({ restart, waits }) => (waits ? "wait" : restart.map(({ kind }) => kind).join())),
      ["", "APIs,auth servers", "auth servers", "wait", "APIs", "auth servers"],
    );
  });

  it("is what the guide says", () => {
    const page = readFileSync(inRoot("docs/rotate.md"), "utf8");
    const rows = [...page.matchAll(/^\| (\d) [^|]*\|([^|]*)\|([^|]*)\|$/gm)].map(([, step, apis, auth]) =>
      [apis, auth].map((cell = "") => ({ step, secrets: /BETTER_AUTH_SECRETS=([^`]+)/.exec(cell)?.[1] })),
    );
    const kinds = ["APIs", "auth servers"];
    const said = rows.flatMap((row) =>
      row.flatMap(({ step, secrets }, at) => (secrets ? [`${step} ${kinds[at]} ${secrets}`] : [])),
    );
    const printed = readPlan().flatMap(({ title, restart }) =>
      restart.map(({ kind, secrets }) => `${title[0]} ${kind} ${secrets}`),
    );
    assert.ok(printed.length > 0);
    assert.deepEqual(said, printed);
  });

  it("has the same restarts where key pairs sign", () => {
    const restarts = (/** @type {string[]} */ ...options) =>
      readPlan(...options).map(({ restart }) => restart);
    assert.deepEqual(restarts("--jwks"), restarts());
  });
});

describe("a secret is changed by the plan, 2 auth servers and 4 APIs at work", () => {
  it("refuses no session, no request for a token and no valid token", () => {
    assert.deepEqual(secret.planned.refused, []);
  });

  it("had something to refuse: tokens of two keys, and many requests", () => {
    const { keys, calls, tokens } = secret.planned;
    assert.equal(keys.size, 2);
    assert.ok(calls > 500, `${calls} calls`);
    assert.ok(tokens > 50, `${tokens} tokens`);
  });

  it("has each API log the old key while it is used", () => {
    assert.equal(secret.told, 4);
  });

  it("has each API refuse tokens of the old key once it was dropped, and none before", () => {
    assert.deepEqual(secret.before, ALL(200));
    assert.deepEqual(secret.after, ALL(401));
  });

  it("has each API hear of every sign-out, in each step up to the drop", () => {
    assert.equal(secret.signOuts.length, 4);
    for (const { step, before: known, slowest, all } of secret.signOuts) {
      assert.deepEqual(known, ALL(200), step);
      assert.ok(slowest < 5000, `${slowest} ms in step ${step}`);
      assert.deepEqual(new Set(all), new Set([401]), step);
    }
  });

  it("would be seen to fail: with an auth server first, valid tokens are refused", () => {
    assert.ok(secret.wrong.some(({ what, status }) => what === "call" && status === 401));
  });
});

describe("key pairs in the place of the secret, by the guide, 2 auth servers and 2 APIs at work", () => {
  it("are the steps that the guide has", () => {
    const restarted = ({ back, there } = readGuide()) =>
      [back, there].map((steps) =>
        steps.map(({ auth, apis }) => (auth && "auth") ?? (apis && "apis") ?? "wait"),
      );
    assert.deepEqual(restarted(), [
      ["apis", "auth", "wait", "apis", "auth"],
      ["auth", "apis", "auth", "wait", "apis"],
    ]);
  });

  it("refuse no session, no request for a token and no valid token, on the way there and back", () => {
    assert.deepEqual(pairs.planned.refused, []);
  });

  it("had something to refuse: tokens of the secret and of two key pairs, and many requests", () => {
    const { keys, calls, tokens } = pairs.planned;
    const algorithms = [...keys].map((key) => key.split(" ")[0]).sort();
    assert.deepEqual(algorithms, ["EdDSA", "EdDSA", "HS256"]);
    assert.ok(calls > 500, `${calls} calls`);
    assert.ok(tokens > 50, `${tokens} tokens`);
  });

  it("are refused by each API that has the secret alone: so are those of an auth server that goes first", () => {
    assert.deepEqual(pairs.back, { before: BOTH(200), after: BOTH(401) });
  });

  it("leave no token of the secret accepted once it was dropped", () => {
    const { silent, ...answers } = pairs.there;
    assert.deepEqual(answers, { before: BOTH(200), after: BOTH(401) });
    assert.equal(silent, 2); // that is when it was dropped
  });
});

describe("a key pair in the place of another, on two auth servers", () => {
  it("is published by both before either signs with it", () => {
    const { first, announced } = pairs.replacement;
    const [known = ""] = first.signing;
    assert.deepEqual(announced.signing, [known, known]);
    const [some, others] = announced.published;
    assert.deepEqual(some, others);
    assert.ok(some?.includes(known) && some.length > 1, `${some}`);
  });

  it("was fetched by each API before it signed", () => {
    assert.ok(pairs.replacement.fetches >= 2);
  });

  it("signs at both then, and the one before is published until its last token has expired", () => {
    const { first, announced, replaced, over } = pairs.replacement;
    const [known = ""] = first.signing;
    const [next = "", other] = replaced.signing;
    assert.equal(next, other);
    assert.ok(next !== known && announced.published[0]?.includes(next));
    for (const published of replaced.published) assert.ok(published.includes(known));
    for (const published of over.published) assert.ok(published.includes(next) && !published.includes(known));
  });

  it("would be seen to fail: one that signs at once is refused by verifiers that have just looked", () => {
    assert.ok(pairs.wrong.includes(401), `${pairs.wrong}`);
  });
});

describe("a key set that cannot be had", () => {
  it("is missed by nobody who has the keys, whoever comes with other ones", () => {
    const { calls, waits, strangers } = pairs.outage;
    assert.ok(calls > 50, `${calls} calls`); // that none was refused is said above
    assert.ok(Math.max(...waits) < 5000, "some waited for the key set");
    assert.ok(strangers.asked > 20, `${strangers.asked} strangers`);
    assert.deepEqual(strangers.statuses, [401]);
  });

  it("is asked for seldom", () => {
    assert.ok(pairs.outage.fetches <= 2 * 2, `${pairs.outage.fetches} fetches`);
  });

  it("makes an API that starts meanwhile answer 503, until it is there again", () => {
    assert.deepEqual(pairs.outage.started, { during: [503, 503], after: [200, 200] });
  });
});
