import assert from "node:assert/strict";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, describe, it } from "node:test";
import { confidentialVectors, leaks, subjectOf } from "./log-scan.mjs";
import { examineLogs, missedPlants } from "./log-step.mjs";

const segment = (/** @type {object} */ value) => Buffer.from(JSON.stringify(value)).toString("base64url");
const TOKEN = `${segment({ alg: "HS256", typ: "at+jwt" })}.${segment({ sub: "user-1", sid: "session-1", jti: "id-1" })}.x`;

describe("leaks", () => {
  // Each with a name: the values themselves must not stand in the log of this very suite.
  /** @type {[name: string, text: string, kind: string][]} */
  const FOUND = [
    ["a header", `Authorization: Bearer ${TOKEN}`, "a token"],
    ["a payload alone", TOKEN.split(".")[1] ?? "", "a token"],
    ["a set cookie", "Set-Cookie: __Host-todo.session_token=abc", "a session cookie"],
    ["a sentence", "sign-up of ada+1@example.org", "an e-mail address"],
    ["a path", "POST /api/user-123/tasks", "1 of the confidential values"],
    ["an encoded query", "GET /?next=a%2Fb%20c%20d", "1 of the confidential values"],
  ];
  for (const [name, text, kind] of FOUND) {
    it(`finds ${kind} in ${name}`, () =>
      assert.deepEqual(leaks(`INFO ${text}\n`, ["user-123", "a/b c d"]), [kind]));
  }

  it("finds nothing in a line of refusal", () => {
    const line = "refused 401 token_invalid kid_unknown: signed with ASWbADaWCLA GET /api/{user_id}/tasks";
    assert.deepEqual(leaks(line, ["user-123", "a/b c d", "GET"]), []);
  });

  it("shows no value", () => assert.ok(!leaks("user-123", ["user-123"]).join().includes("user-123")));
});

it("reads the user of a token, and none of another text", () => {
  assert.deepEqual(subjectOf(TOKEN), ["user-1", "session-1", "id-1"]);
  for (const text of ["", "a.b.c", `${segment({})}.${segment({ sub: 1 })}.x`, ".bnVsbA."]) {
    assert.deepEqual(subjectOf(text), []);
  }
});

it("knows the secrets, the keys and the users of the vectors", () => {
  const { secrets, claims } = confidentialVectors();
  assert.ok(secrets.includes("correct-horse-battery-staple-0123456789abcdef"));
  assert.ok(secrets.includes("cf4bc777589248cc78e8496fd5a18d40160bb56fe6142391312685eccc06ef73"));
  assert.ok(claims.includes("user-a") && claims.includes("session-a"));
});

describe("examineLogs", () => {
  const root = mkdtempSync(join(tmpdir(), "logs-"));
  after(() => rmSync(root, { recursive: true, force: true }));
  const write = (/** @type {string} */ folder, /** @type {string} */ text, name = "a.log") => {
    mkdirSync(join(root, folder), { recursive: true });
    writeFileSync(join(root, folder, name), text);
  };

  it("names the log and the kind, and reads folders within", () => {
    write("deep/er", `INFO ${TOKEN}\n`);
    const { problems, count } = examineLogs([{ folder: "deep", servers: true }], 0, root);
    assert.deepEqual([problems, count], [["deep/er/a.log holds a token"], 1]);
  });

  it("lets test names hold the users of the vectors, and no server's log", () => {
    write("names", "✔ refuses user-a in the path of user-b\n");
    assert.deepEqual(examineLogs([{ folder: "names", servers: false }], 0, root).problems, []);
    assert.equal(examineLogs([{ folder: "names", servers: true }], 0, root).problems.length, 1);
  });

  it("searches every folder for what any list names", () => {
    write("servers", "INFO fine\n");
    write("servers", "only-here\n", "confidential.txt");
    write("suites", "INFO only-here\n");
    const sources = ["servers", "suites"].map((folder) => ({ folder, servers: true }));
    assert.deepEqual(examineLogs(sources, 0, root).problems, [
      "suites/a.log holds 1 of the confidential values",
    ]);
  });

  it("does not pass when there is nothing of this run to search", () => {
    write("old", "INFO fine\n");
    assert.equal(
      examineLogs([{ folder: "old", servers: true }], Date.now() + 60_000, root).problems.length,
      1,
    );
    assert.equal(examineLogs([{ folder: "none", servers: true }], 0, root).problems.length, 1);
  });
});

it("misses nothing that is planted", () => assert.deepEqual(missedPlants(), []));
