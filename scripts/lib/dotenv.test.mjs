import assert from "node:assert/strict";
import {
  chmodSync,
  existsSync,
  lstatSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, it } from "node:test";
import { loadDotenv, readDotenv, setInDotenv } from "./dotenv.mjs";
import { Failure } from "./failure.mjs";

let folder = "";
let path = "";
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "dotenv-"));
  path = join(folder, ".env");
});
afterEach(() => rmSync(folder, { recursive: true }));

describe("loadDotenv", () => {
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

describe("setInDotenv", () => {
  const text = `# mine
BETTER_AUTH_SECRET="a # b"

A=1
  export A = 2
NOTE='several
lines'
A_LONGER=3
# A=4
LAST=5`;

  it("sets what it is given, wherever it stood, and leaves every other line as it is", () => {
    writeFileSync(path, text);
    const url = "postgresql://me:pass@host/db";
    assert.deepEqual(setInDotenv(path, { A: "new", B: url, LAST: "5" }), ["A", "B"]);
    const rest = text.replace("A=1\n  export A = 2\n", "");
    assert.equal(readFileSync(path, "utf8"), `${rest}\nA=new\nB=${url}\n`);
    assert.deepEqual(readdirSync(folder), [".env"]);
    assert.equal(statSync(path).mode & 0o777, 0o600);
  });

  it("makes a file that is not there", () => {
    setInDotenv(path, { A: "1" });
    assert.match(readFileSync(path, "utf8"), /^# Made .*\n#.*\nA=1\n$/);
    assert.equal(statSync(path).mode & 0o777, 0o600);
  });

  it("writes nothing when all is there", () => {
    writeFileSync(path, text);
    assert.deepEqual(setInDotenv(path, { A: "2", LAST: "5" }), []);
    assert.equal(readFileSync(path, "utf8"), text);
  });

  it("writes through a link", () => {
    writeFileSync(join(folder, "elsewhere"), "A=1\n");
    symlinkSync("elsewhere", path);
    setInDotenv(path, { A: "2" });
    assert(lstatSync(path).isSymbolicLink());
    assert.equal(readDotenv(join(folder, "elsewhere")).A, "2");
  });

  it("loses no line of another value", () => {
    writeFileSync(path, "NOTE='one\nA=1\ntwo'\n");
    assert.throws(() => setInDotenv(path, { A: "2" }), Failure);
    assert.equal(readFileSync(path, "utf8"), "NOTE='one\nA=1\ntwo'\n");
  });
});
