/** Every verifier answers, and one that cannot says so. */
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { describe, it } from "node:test";
import { fileURLToPath } from "node:url";
import { ORACLES, OURS, openVerifier } from "./index.mjs";
import { openProcess } from "./process.mjs";

const { policy, vectors } = JSON.parse(
  readFileSync(new URL("../vectors/tokens.json", import.meta.url), "utf8"),
);
const [valid] = vectors;
const FOLDER = fileURLToPath(new URL(".", import.meta.url));

describe("openVerifier", () => {
  for (const name of OURS) {
    it(`${name}: a token, a header, no header`, async () => {
      const { token, now } = valid;
      const { verdicts, close } = await openVerifier(name, policy);
      const [bare, header, none, late] = await verdicts([
        { token, now },
        { header: `Bearer ${token}`, now },
        { header: null, now },
        { header: `Bearer ${token}`, now: now + 10_000 },
      ]);
      await close();
      const { claims, ...caller } = /** @type {import("./index.mjs").Accepted} */ (bare);
      assert.deepEqual(caller, { ok: true, user_id: "user-a", session_id: "session-a", scopes: [] });
      assert.match(claims, /^[0-9a-f]{16}$/);
      assert.deepEqual(header, bare);
      const reason = "no_credentials: no Authorization header";
      assert.deepEqual(none, { ok: false, code: "token_missing", reason });
      assert.equal(late && "code" in late && late.code, "token_expired");
    });
  }

  for (const name of ORACLES) {
    it(`${name}: a token that is right, and one with another signature`, async () => {
      const { token, now } = valid;
      const { verdicts, close } = await openVerifier(name, policy);
      const answers = await verdicts([
        { token, now },
        { token: `${token.slice(0, -4)}AAAA`, now },
        { token, now: now + 10_000 },
      ]);
      await close();
      assert.deepEqual(
        answers.map(({ ok }) => ok),
        [true, false, false],
      );
    });
  }

  it("rejects with the reason when a verifier cannot start", async () => {
    for (const name of OURS) {
      const weak = { ...policy, secrets: ["short"] };
      await assert.rejects(
        openVerifier(name, weak),
        new RegExp(`^Error: ${name} has ended with code 1\n[^]*characters`),
      );
    }
  });
});

describe("openProcess", () => {
  const open = (/** @type {string} */ script) => openProcess("it", process.execPath, ["-e", script], FOLDER);

  it("rejects what is asked of a process that ends", async () => {
    const { ask } = open("process.stdin.once('data', () => process.exit(3))");
    await assert.rejects(ask(1), /^Error: it has ended with code 3$/);
    await assert.rejects(ask(2), /^Error: it has ended with code 3$/);
  });

  it("rejects an answer that is not JSON", async () => {
    await assert.rejects(
      open("process.stdin.once('data', () => console.log('NaN'))").ask(1),
      /not JSON: NaN/,
    );
  });

  it("rejects when there is no such command", async () => {
    const { ask } = openProcess("it", "./no-such-command", [], FOLDER);
    await assert.rejects(ask(1), /^Error: it cannot start: .*ENOENT/);
  });

  it("answers in order, and closes", async () => {
    const { ask, close } = open("process.stdin.pipe(process.stdout)");
    assert.deepEqual(await Promise.all([ask({ a: "\ud800" }), ask([2])]), [{ a: "\ud800" }, [2]]);
    await close();
  });
});
