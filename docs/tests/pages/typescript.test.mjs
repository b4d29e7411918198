/** The TypeScript of the guides is what the packages' types allow. */
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { it } from "node:test";
import { inRoot } from "../../../scripts/lib/paths.mjs";
import { blocksOf } from "./blocks.mjs";

const TSC = inRoot("node_modules/typescript/bin/tsc");
const PAGES = ["revoke.md"];

for (const page of PAGES) {
  it(`${page}: each block compiles`, () => {
    const blocks = blocksOf(page, "ts");
    assert.ok(blocks.size > 0);
    // Below the package, so that they find what it has installed.
    const cache = inRoot("packages/typescript/node_modules/.cache");
    mkdirSync(cache, { recursive: true });
    const folder = mkdtempSync(join(cache, "docs-"));
    try {
      for (const [name, code] of blocks) {
        mkdirSync(dirname(join(folder, name)), { recursive: true });
        writeFileSync(join(folder, name), code);
      }
      const compilerOptions = { noEmit: true, module: "esnext", moduleResolution: "bundler" };
      const config = {
        extends: inRoot("packages/typescript/tsconfig.json"),
        compilerOptions,
        include: ["**/*.ts"],
      };
      writeFileSync(join(folder, "tsconfig.json"), JSON.stringify(config));
      const { stdout, stderr } = spawnSync(process.execPath, [TSC, "--pretty", "false", "-p", folder], {
        cwd: folder,
        encoding: "utf8",
      });
      assert.equal(stdout + stderr, "");
    } finally {
      rmSync(folder, { recursive: true });
    }
  });
}
