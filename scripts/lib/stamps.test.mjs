import assert from "node:assert/strict";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, it } from "node:test";
import { digest, isStamped, writeStamp } from "./stamps.mjs";

describe("stamps", () => {
  let folder = "";
  const write = (/** @type {string} */ name, text = "") => writeFileSync(join(folder, name), text);
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), "stamps-"));
    mkdirSync(join(folder, "node_modules"));
    write("a.ts", "1");
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  it("changes with content, name, number of files and words", () => {
    const seen = new Set([digest([folder]), digest([folder], ["x"])]);
    write("a.ts", "2");
    seen.add(digest([folder]));
    write("b.ts");
    seen.add(digest([folder]));
    rmSync(join(folder, "b.ts"));
    write("c.ts");
    seen.add(digest([folder]));
    assert.equal(seen.size, 5);
  });

  it("does not change with what is installed or built", () => {
    const before = digest([folder]);
    write("node_modules/x.js", "1");
    write("next-env.d.ts", "1");
    write("x.tsbuildinfo", "1");
    assert.equal(digest([folder]), before);
  });

  it("is there after it was written, for that value alone", () => {
    const stamp = join(folder, "deep/stamp");
    assert(!isStamped(stamp, "x"));
    writeStamp(stamp, "x");
    assert(isStamped(stamp, "x"));
    assert(!isStamped(stamp, "y"));
  });
});
