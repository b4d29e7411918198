import assert from "node:assert/strict";
import { chmodSync, existsSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, it } from "node:test";
import { loadDotenv } from "./dotenv.mjs";

describe("loadDotenv", () => {
  let folder = "";
  let path = "";
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), "dotenv-"));
    path = join(folder, ".env");
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  it("makes the file once, for its owner alone, with a secret that is new each time", () => {
    const { env, remarks } = loadDotenv(path, {});
    assert.match(env.BETTER_AUTH_SECRET ?? "", /^[\w-]{43}$/);
    assert.equal(statSync(path).mode & 0o777, 0o600);
    assert.deepEqual(remarks, ["made .env with a new secret"]);
    assert.deepEqual(loadDotenv(path, {}), { env, remarks: [] });
    assert.notEqual(loadDotenv(join(folder, "other"), {}).env.BETTER_AUTH_SECRET, env.BETTER_AUTH_SECRET);
  });

  it("never writes into a file that is there, even without a secret", () => {
    writeFileSync(path, "WEB_PORT=3100\n", { mode: 0o600 });
    assert.equal(loadDotenv(path, {}).env.BETTER_AUTH_SECRET, undefined);
    assert.equal(readFileSync(path, "utf8"), "WEB_PORT=3100\n");
  });

  it("makes no file when the environment has a secret", () => {
    for (const name of ["BETTER_AUTH_SECRET", "BETTER_AUTH_SECRETS"]) {
      assert.equal(loadDotenv(path, { [name]: "x" }).env[name], "x");
      assert.equal(existsSync(path), false);
    }
  });

  it("lets the real environment win", () => {
    writeFileSync(path, 'A=file\nB="file # b"\n', { mode: 0o600 });
    const { A, B } = loadDotenv(path, { A: "real" }).env;
    assert.deepEqual([A, B], ["real", "file # b"]);
  });

  it("an empty value of the environment is no value", () => {
    writeFileSync(path, "BETTER_AUTH_SECRET=file\n", { mode: 0o600 });
    assert.equal(loadDotenv(path, { BETTER_AUTH_SECRET: "" }).env.BETTER_AUTH_SECRET, "file");
    const made = loadDotenv(join(folder, "other"), { BETTER_AUTH_SECRET: "", BETTER_AUTH_SECRETS: "" });
    assert.match(made.env.BETTER_AUTH_SECRET ?? "", /^[\w-]{43}$/);
    assert.deepEqual(Object.keys(made.env), ["BETTER_AUTH_SECRET"]);
  });

  it("warns when others can read the file", () => {
    writeFileSync(path, "BETTER_AUTH_SECRET=x\n");
    chmodSync(path, 0o640);
    assert.match(loadDotenv(path, {}).remarks.join(), /chmod 600 \.env/);
    chmodSync(path, 0o600);
    assert.deepEqual(loadDotenv(path, {}).remarks, []);
  });
});
