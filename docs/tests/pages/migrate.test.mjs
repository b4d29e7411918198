/** docs/migrate.md, from a tutorial's check to the bridge: who is let in at each step. */
import assert from "node:assert/strict";
import { it } from "node:test";
import { runBeside } from "./python.mjs";

const PROGRAM = `
import os
import jwt
from fastapi.testclient import TestClient
from jwt_auth_bridge.testing import issue_test_token

SECRET = os.environ["BETTER_AUTH_SECRET"]
old = jwt.encode({"sub": "alice"}, SECRET)
new = issue_test_token(secret=SECRET, issuer=os.environ["BETTER_AUTH_URL"], audience="todo-api", user_id="alice")
forged = jwt.encode({"sub": "alice"}, "another-secret-of-at-least-32-characters")
before, after = BLOCKS["before.py"], BLOCKS["after.py"]
start, rest = before[: before.index("def current_user")], before[before.index("@app.get"):]
both = start + BLOCKS["both.py"] + rest

for name, code in {"before": before, "both": both, "after": after}.items():
    names = {}
    exec(code, names)
    with TestClient(names["app"]) as client:
        for title, token in {"old": old, "new": new, "forged": forged}.items():
            headers = {"Authorization": f"Bearer {token}"}
            mine = client.get("/api/alice/tasks", headers=headers).status_code
            others = client.get("/api/bob/tasks", headers=headers).status_code
            print(name, title, mine, others)
`;

it("the API accepts old tokens, then both, then new ones, and never another's path or signature", () => {
  const { stdout, stderr } = runBeside("migrate.md", PROGRAM);
  assert.equal(
    stdout,
    `before old 200 403
before new 401 401
before forged 401 401
both old 200 403
both new 200 403
both forged 401 401
after old 401 401
after new 200 403
after forged 401 401
`,
    stderr,
  );
  assert.equal(stderr.match(/^a token of before the move was accepted$/gm)?.length, 2);
});
