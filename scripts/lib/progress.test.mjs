import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { createProgress } from "./progress.mjs";

/** @param {boolean} isTTY */
function recorder(isTTY) {
  let text = "";
  const write = (/** @type {string | Uint8Array} */ part) => {
    text += part;
    return true;
  };
  return { isTTY, columns: 40, write, text: () => text };
}

describe("createProgress", () => {
  it("writes plain lines where there is no terminal", async () => {
    const out = recorder(false);
    let time = 0;
    const progress = createProgress(out, () => time);
    await progress.step("install", async () => {
      time += 2_500;
      return "up to date";
    });
    assert.match(out.text(), /^… install\n✓ install +2\.5 s {2}up to date\n$/);
  });

  it("marks what failed, and passes the error on", async () => {
    const out = recorder(false);
    const progress = createProgress(out, () => 0);
    const failing = progress.step("install", () => Promise.reject(new Error("no")));
    await assert.rejects(failing, /no/);
    await progress.step("test", async () => ({ ok: false, remark: "1 failed" }));
    assert.match(out.text(), /✗ install .*\n.*\n✗ test .*1 failed\n$/);
  });

  it("draws the steps under way on a terminal, within its width", async () => {
    const out = recorder(true);
    const progress = createProgress(out);
    const long = "a step with a name that no terminal of forty columns can show";
    await progress.step(long, () => new Promise((resolve) => setTimeout(resolve, 250)));
    const frames = out
      .text()
      .split("\u001b[2K")
      .filter((frame) => /^[⠋-⠿]/.test(frame));
    assert(frames.length >= 1);
    assert(frames.every((frame) => frame.trimEnd().length < 40));
    assert.match(out.text(), /✓ a step.*\n$/);
  });
});
