import assert from "node:assert/strict";
import { it } from "node:test";
import { AUDIENCE, CLAIMS, ISSUER, SECRET, token } from "../cases/mint.mjs";
import { Confidential } from "./confidential.mjs";
import { requestBytes } from "./request.mjs";

const sent = token();
const cookie = "better-auth.session_token=opaque-0123456789";
const confidential = new Confidential({ issuer: ISSUER, audience: AUDIENCE, secrets: [SECRET] });
confidential.add(
  requestBytes({ target: "/me", headers: [`Authorization: Bearer ${sent}`, `Cookie: ${cookie}`] }),
);

const leaks = {
  "the secret": SECRET,
  "a token": sent,
  "a signature": sent.split(".").at(-1),
  "a token of another run": "eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiJ4In0.c2ln",
  "a cookie": cookie,
  "the caller's id": CLAIMS.sub,
  "the session's id": CLAIMS.sid,
  "a time": CLAIMS.exp,
};
for (const [what, value] of Object.entries(leaks)) {
  it(`finds ${what} in a line`, () =>
    assert.notDeepEqual(confidential.leaksIn(["ready", `refused: ${value} GET /me`]), []));
}

it("lets the servers' own settings be named", () => {
  assert.deepEqual(confidential.leaksIn([`not issued by ${ISSUER}, not for ${AUDIENCE}`]), []);
});
