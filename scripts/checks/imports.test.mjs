import assert from "node:assert/strict";
import { existsSync } from "node:fs";
import { basename } from "node:path";
import { describe, it } from "node:test";
import { inRoot } from "../lib/paths.mjs";
import { violations } from "./imports.mjs";

const WORLD = {
  entries: new Set(["jwt-auth-bridge", "jwt-auth-bridge/client"]),
  leaves: new Set(["client", "next", "better-auth", "fastapi", "testing", "cli", "audit", "revocation-feed"]),
};
const TS = "packages/typescript/src";
const PY = "packages/python/src/jwt_auth_bridge";

/** @type {[path: string, text: string][]} */
const REFUSED = [
  ["apps/web/lib/a.ts", 'import { x } from "jwt-auth-bridge/dist/keys.js";'],
  ["apps/web/lib/a.ts", 'import { x } from "../../../packages/typescript/src/keys.js";'],
  ["apps/web/lib/a.ts", 'const x = await import("jwt-auth-bridge/secret");'],
  ["apps/api/todo_api/a.py", "from jwt_auth_bridge.keys import SharedSecret"],
  ["apps/api/todo_api/a.py", "    import jwt_auth_bridge.verifier"],
  ["bench/a.mjs", 'import "jwt-auth-bridge/dist/index.js";'],
  [`${TS}/client/a.ts`, 'import { x } from "../next/index.js";'],
  [`${TS}/better-auth/a.ts`, 'export { x } from "../client/index.js";'],
  [`${TS}/verifier.ts`, 'import { x } from "./next/index.js";'],
  [`${TS}/verifier.ts`, 'import { x } from "./cli/run.js";'],
  [`${TS}/audit/a.ts`, 'import { x } from "../cli/run.js";'],
  [`${TS}/revocation/keep-listening.ts`, 'import { x } from "../revocation-feed/feed.js";'],
  [`${TS}/revocation/settings.ts`, 'import { x } from "../next/index.js";'],
  [`${TS}/errors.ts`, 'import { x } from "./keys.js";'],
  [`${TS}/claims.ts`, 'import type { Verifier } from "./verifier.js";'],
  [`${PY}/fastapi/a.py`, "from ..testing import issue_test_token"],
  [`${PY}/verifier.py`, "from .fastapi.bridge import AuthBridge"],
  [`${PY}/verifier.py`, "from jwt_auth_bridge.fastapi import AuthBridge"],
  [`${PY}/errors.py`, "from .keys import Key"],
  ["conformance/cases/a.mjs", 'import { x } from "jose";'],
  ["conformance/cases/a.mjs", 'import { x } from "jwt-auth-bridge";'],
  ["conformance/generate.mjs", 'import { x } from "./fuzz/a.mjs";'],
  ["conformance/fuzz/a.mjs", 'import { x } from "../../packages/typescript/src/keys.js";'],
];

/** @type {[path: string, text: string][]} */
const ADMITTED = [
  ["apps/web/lib/a.ts", 'import { x } from "jwt-auth-bridge/client";'],
  ["apps/web/lib/a.ts", 'import { x } from "./b";'],
  ["apps/api/todo_api/a.py", "from jwt_auth_bridge.fastapi import AuthBridge"],
  [`${TS}/client/a.ts`, 'import { x } from "../errors.js";\nimport { y } from "./b.js";'],
  [`${TS}/verifier.ts`, 'import { x } from "./keys.js";'],
  [`${TS}/revocation/settings.ts`, 'import { x } from "../revocation-feed/feed.js";'],
  [`${TS}/cli/a.ts`, 'import { x } from "../audit/index.js";'],
  [
    `${PY}/fastapi/a.py`,
    "from ..verifier import Verifier\nfrom .log import logger\nfrom fastapi import FastAPI",
  ],
  ["conformance/generate.mjs", 'import { x } from "node:crypto";\nimport { y } from "./cases/b.mjs";'],
  ["conformance/fuzz/a.mjs", 'import { x } from "jose";\nimport { y } from "jwt-auth-bridge";'],
];

describe("violations", () => {
  for (const [path, text] of REFUSED) {
    it(`refuses in ${path}: ${text}`, () => assert.equal(violations({ path, text }, WORLD).length, 1));
  }
  for (const [path, text] of ADMITTED) {
    it(`admits in ${path}: ${text}`, () => assert.deepEqual(violations({ path, text }, WORLD), []));
  }

  it("is tried with files that are there, but for those called a", () => {
    const named = [...REFUSED, ...ADMITTED].filter(([path]) => !/^a\.\w+$/.test(basename(path)));
    assert.deepEqual(
      named.filter(([path]) => !existsSync(inRoot(path))),
      [],
    );
  });
});
