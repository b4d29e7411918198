/** The command as it is run, with a few vectors of each file, and with one of them made wrong. */
import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, it } from "node:test";
import { inRoot } from "../../scripts/lib/paths.mjs";
import { VECTORS } from "../contract/vectors.mjs";

const COLUMNS = ["TypeScript", "Python", "FastAPI", "ASGI", "Hono", "Express", "Fastify", "Next"];
const KEPT = 3;
const RESULTS = "results.out";

const folder = mkdtempSync(join(tmpdir(), "conformance-"));
after(() => rmSync(folder, { recursive: true }));

/** @param {Readonly<Record<string, object>>} changes - of the vectors that are made wrong, by id */
function writeVectors(changes = {}) {
  for (const name of readdirSync(VECTORS)) {
    const { vectors, ...rest } = JSON.parse(readFileSync(join(VECTORS, name), "utf8"));
    // All requests: what is answered for each code is read from them.
    const kept = name === "requests.json" ? vectors : vectors.slice(0, KEPT);
    const made = kept.map((/** @type {{ id: string }} */ each) => ({ ...each, ...changes[each.id] }));
    writeFileSync(join(folder, name), JSON.stringify({ ...rest, vectors: made }));
  }
}

/** @returns {Promise<{ code: number, stdout: string, stderr: string }>} */
function conformance() {
  const args = [inRoot("scripts/conformance.mjs"), "--vectors", folder, "--json", join(folder, RESULTS)];
  return new Promise((resolve) => {
    const child = execFile(process.execPath, args, (_, stdout, stderr) =>
      resolve({ code: child.exitCode ?? -1, stdout, stderr }),
    );
  });
}

it("exits with code 0 when everybody agrees", async () => {
  writeVectors();
  const { code, stdout, stderr } = await conformance();
  assert.deepEqual([code, stderr], [0, ""]);
  for (const title of COLUMNS) assert.match(stdout, new RegExp(`^ .*\\b${title}\\b`, "m"));
  assert.doesNotMatch(stdout, /✗/);
  const columns = JSON.parse(readFileSync(join(folder, RESULTS), "utf8"));
  assert.deepEqual(
    columns.map((/** @type {{ title: string }} */ { title }) => title),
    COLUMNS,
  );
});

it("exits with code 1 and names everybody who disagrees when a token's verdict and a key are wrong", async () => {
  writeVectors({
    "size-8193": { reason: "grammar" }, // the answer would be the same: only the log tells
    "key-design": { kid: "AAAAAAAAAAA" },
  });
  const { code, stdout, stderr } = await conformance();
  assert.equal(code, 1);
  assert.deepEqual(stdout.match(/(?<=^✗ size-8193, ).+/gm), COLUMNS);
  assert.match(stdout, /^ {4}expected .*\bgrammar\b.*\n {4}got .*\btoo_long\b/m);
  assert.deepEqual(stdout.match(/(?<=^✗ key-design, ).+/gm), ["TypeScript", "Python"]);
  assert.match(stderr, /^error: 10 results are not what their vectors say$/m);
});
