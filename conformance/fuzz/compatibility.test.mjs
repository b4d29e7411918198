/** Both packages, told to accept the tokens of Better Auth's own jwt(), are asked about what is nearly one. */
import assert from "node:assert/strict";
import { generateKeyPairSync, randomBytes, sign } from "node:crypto";
import { test } from "node:test";
import { AUDIENCE, b64, ISSUER } from "../cases/mint.mjs";
import { OURS, openVerifier } from "../verifiers/index.mjs";
import { makeCase } from "./cases.mjs";
import { NOW, POLICY } from "./material.mjs";
import { createRandom } from "./random.mjs";

const COUNT = 2_000;
const { publicKey, privateKey } = generateKeyPairSync("ed25519");
const kid = "ed";
const jwks = { keys: [{ ...publicKey.export({ format: "jwk" }), kid }] };
/** @type {import("../verifiers/index.mjs").Policy} */
const COMPATIBLE = { ...POLICY, jwks, compatibility: "better-auth-jwt" };
const FOREIGN = "acr amr at_hash auth_time azp client_id cnf events nonce scope".split(" ");
const HEADERS = [
  ...[`{"alg":"EdDSA","kid":"${kid}"}`, `{"alg":"EdDSA","typ":"JWT","kid":"${kid}"}`],
  ...[`{"kid":"${kid}","alg":"EdDSA"}`, `{ "typ" : "\\u004aWT", "kid":"${kid}", "alg":"EdDSA"}`],
];
const OTHERS = [
  ...[`{"alg":"EdDSA","typ":"jwt","kid":"${kid}"}`, `{"alg":"EdDSA","typ":null,"kid":"${kid}"}`],
  ...[
    `{"alg":"HS256","kid":"${kid}"}`,
    `{"alg":"HS256","typ":"JWT","kid":"${kid}"}`,
    `{"alg":"EdDSA","kid":["${kid}"]}`,
    `{"alg":"EdDSA"}`,
  ],
  ...[`{"alg":"EdDSA","kid":"${kid}","kid":"${kid}"}`, `{"alg":"EdDSA","typ":"at+jwt","kid":"${kid}"}`],
];

/**
 * The claims of a case of the profile, as such a token has them: often for the auth server, often without a session.
 *
 * @param {string} seed
 * @param {number} index
 */
function makeToken(seed, index) {
  const random = createRandom(`${seed} compatibility`, index);
  const { payload } = makeCase(seed, index);
  let claims = typeof payload === "string" ? payload : Buffer.from(payload).toString("latin1");
  if (random.oneIn(2)) claims = claims.replace(`"aud":"${AUDIENCE}"`, `"aud":"${ISSUER}"`);
  if (random.oneIn(2)) claims = claims.replace(/"(sid|jti)":"[^"]*",?/g, "");
  if (random.oneIn(5)) claims = claims.replace(/\}$/, `,"${random.pick(FOREIGN)}":null}`);
  const header = random.pick(random.oneIn(5) ? OTHERS : HEADERS);
  const message = `${b64(header)}.${b64(claims || "{}")}`;
  return { token: `${message}.${b64(sign(null, Buffer.from(message), privateKey))}`, header, claims };
}

/** What any reader of JSON sees in an accepted one. @param {{ header: string, claims: string }} made */
function isRight({ header, claims }) {
  const { alg, typ, ...rest } = JSON.parse(header);
  const { iss, aud, sub, iat, exp, ...others } = JSON.parse(claims);
  const isOurs = [ISSUER, AUDIENCE].includes(aud) || (Array.isArray(aud) && aud.includes(AUDIENCE));
  if (alg !== "EdDSA" || Object.keys(rest).join() !== "kid" || iss !== ISSUER || typeof sub !== "string")
    return false;
  if (!(exp > iat && exp - iat <= 3600 && NOW < exp + 5 && iat <= NOW + 5)) return false;
  if (typ === "at+jwt") return typeof others.sid === "string" && aud !== ISSUER;
  return isOurs && [undefined, "JWT"].includes(typ) && FOREIGN.every((name) => !(name in others));
}

test(`${COUNT} tokens that are nearly those of jwt()`, async (t) => {
  const seed = process.env.FUZZ_SEED ?? randomBytes(6).toString("hex");
  t.diagnostic(`note: seed ${seed}`);
  const made = Array.from({ length: COUNT }, (_, index) => makeToken(seed, index));
  const verifiers = await Promise.all(OURS.map((name) => openVerifier(name, COMPATIBLE)));
  const questions = made.map(({ token }) => ({ token, now: NOW }));
  const [ours = [], theirs = []] = await Promise.all(verifiers.map(({ verdicts }) => verdicts(questions)));
  await Promise.all(verifiers.map(({ close }) => close()));

  const told = (/** @type {number} */ at) =>
    `seed ${seed}, case ${at}: ${made[at]?.header} ${made[at]?.claims}`;
  let accepted = 0;
  /** @type {Set<string>} */
  const words = new Set();
  for (const [at, verdict] of ours.entries()) {
    assert.deepEqual(verdict, theirs[at], told(at));
    assert.ok(!("crash" in verdict), told(at));
    if ("reason" in verdict) words.add(verdict.reason.split(":")[0] ?? "");
    if (!verdict.ok) continue;
    accepted += 1;
    const each = made[at];
    assert.ok(each && isRight(each), told(at));
  }
  // A generator that no longer gets to a check would find nothing either.
  assert.ok(accepted > COUNT / 10, `${accepted} accepted`);
  const wanted =
    "header_json header_members alg typ payload_json claim_missing claim_type claim_value iss aud lifetime";
  assert.deepEqual(
    wanted.split(" ").filter((word) => !words.has(word)),
    [],
  );
});
