/** docs/revoke.md: its Python runs, and what it quotes of the logs is what they say. */
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { before, describe, it } from "node:test";
import { findFiles } from "../../../scripts/lib/files.mjs";
import { inRoot } from "../../../scripts/lib/paths.mjs";
import { runBeside } from "./python.mjs";
import { tableBelow } from "./tables.mjs";

const PROGRAM = `
import os, threading
from fastapi.testclient import TestClient
from jwt_auth_bridge.testing import issue_test_token, published_revocations

settings = dict(secret=os.environ["BETTER_AUTH_SECRET"], issuer=os.environ["BETTER_AUTH_URL"], audience="todo-api")

def session(name):
    token = issue_test_token(**settings, user_id="alice", session_id=name)
    return {"Authorization": f"Bearer {token}"}

for name, path in {"main.py": "/api/alice/tasks", "asgi.py": "/"}.items():
    names = {}
    exec(BLOCKS[name], names)
    unstarted = TestClient(names["app"]).get(path, headers=session("phone")).status_code
    with published_revocations(names["auth"]) as published, TestClient(names["app"]) as client:
        before = client.get(path, headers=session("phone")).status_code
        published.end_session("phone")
        after = [client.get(path, headers=session(each)).status_code for each in ("phone", "laptop")]
    print(name, unstarted, before, *after)

names = {}
exec(BLOCKS["streamed.py"], names)
with published_revocations(names["auth"]) as published, TestClient(names["app"]) as client:
    threading.Timer(0.5, published.end_session, ["phone"]).start()
    print("streamed.py", client.get("/ticks", headers=session("phone")).text.count("data: tick") > 1)
`;

describe("revoke.md", () => {
  /** @type {{ stdout: string, stderr: string }} */
  let ran;
  before(() => {
    ran = runBeside("revoke.md", PROGRAM);
  });

  it("the Python refuses what has ended, and everybody while it knows nothing; a stream ends with the session", () => {
    assert.equal(
      ran.stdout,
      "main.py 503 200 401 200\nasgi.py 503 200 401 200\nstreamed.py True\n",
      ran.stderr,
    );
  });

  it("quotes lines that are written", () => {
    const folders = ["packages/typescript/src", "packages/python/src"].map((folder) => inRoot(folder));
    const sources = folders.flatMap((folder) => findFiles(folder, ".ts", ".py"));
    const written = [...sources.map((path) => readFileSync(path, "utf8")), ran.stderr]
      .join("\n")
      .replace(/"\s*\n\s*f?"/g, ""); // a text over two lines
    const rows = ["What to watch", "When something is wrong"].flatMap((heading) =>
      tableBelow("revoke.md", heading),
    );
    const lines = rows.flatMap(([cell = ""]) =>
      [...cell.matchAll(/`([^`]+)`/g)].flatMap(([, line = ""]) => (line.includes(" ") ? [line] : [])),
    );
    assert.ok(lines.length > 20, `${lines.length} lines`);
    // What is filled in is left out: numbers, and what the page leaves out itself.
    const parts = (/** @type {string} */ line) =>
      line.startsWith("refused")
        ? [line.replace("…", "").trim()]
        : line.split(/…|\b\d+\b/).map((part) => part.trim());
    assert.deepEqual(
      lines.filter((line) => !parts(line).every((part) => written.includes(part))),
      [],
    );
  });
});
