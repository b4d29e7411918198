import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { before, describe, it } from "node:test";
import { inRoot } from "../../scripts/lib/paths.mjs";
import { readPlan } from "./plan.mjs";
import { rotate } from "./run.mjs";

describe("the plan", () => {
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
});

describe("a rotation by the plan, 2 auth servers and 4 APIs at work", () => {
  /** @type {import("./run.mjs").Outcome} */
  let outcome;

  before(async () => {
    const server = process.env.TEST_DATABASE_URL;
    assert.ok(
      server,
      "TEST_DATABASE_URL is not set. `npm test -- rotation` starts what is needed and sets it",
    );
    outcome = await rotate({ server, lifetime: 2, clients: 8, say: console.log });
  });

  it("refuses no session, no request for a token and no valid token", () => {
    assert.deepEqual(outcome.planned.refused, []);
  });

  it("had something to refuse: tokens of two keys, and many requests", () => {
    const { kids, calls, tokens } = outcome.planned;
    assert.equal(kids.size, 2);
    assert.ok(calls > 500, `${calls} calls`);
    assert.ok(tokens > 50, `${tokens} tokens`);
  });

  it("has each API log the old key while it is used", () => {
    assert.equal(outcome.told, 4);
  });

  it("has each API refuse tokens of the old key once it was dropped, and none before", () => {
    assert.deepEqual(outcome.before, [200, 200, 200, 200]);
    assert.deepEqual(outcome.after, [401, 401, 401, 401]);
  });

  it("would be seen to fail: with an auth server first, valid tokens are refused", () => {
    assert.ok(outcome.wrong.some(({ what, status }) => what === "call" && status === 401));
  });
});
