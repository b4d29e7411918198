import assert from "node:assert/strict";
import { createHash, createHmac } from "node:crypto";
import { it } from "node:test";
import { scramVerifier } from "./scram.mjs";

/** The exchange of RFC 7677 §3: user "user", password "pencil". */
const SALT = Buffer.from("W22ZaJ0SNY7soEsUEjb6gQ==", "base64");
const CLIENT_FIRST = "n=user,r=rOprNGfwEbeRWgbNEkqO";
const SERVER_FIRST = "r=rOprNGfwEbeRWgbNEkqO%hvYDpWUa2RaTCAfuxFIlj)hNlF$k0,s=W22ZaJ0SNY7soEsUEjb6gQ==,i=4096";
const CLIENT_LAST = "c=biws,r=rOprNGfwEbeRWgbNEkqO%hvYDpWUa2RaTCAfuxFIlj)hNlF$k0";
const PROOF = "dHzbZapWIk4jUhN+Ute9ytag9zjfMHgsqmmiz7AndVQ=";
const SERVER_SIGNATURE = "6rriTRBi23WpRR/wtup+mMhUZUn/dB5nLTJRsjl95G4=";

it("makes what the RFC's exchange is checked with", () => {
  const [, iterations, salt, stored = "", server = ""] =
    /^SCRAM-SHA-256\$(\d+):([^$]+)\$([^:]+):(.+)$/.exec(scramVerifier("pencil", SALT)) ?? [];
  assert.deepEqual([iterations, salt], ["4096", SALT.toString("base64")]);
  const message = [CLIENT_FIRST, SERVER_FIRST, CLIENT_LAST].join(",");
  const sign = (/** @type {Buffer} */ key) => createHmac("sha256", key).update(message).digest();
  assert.equal(sign(Buffer.from(server, "base64")).toString("base64"), SERVER_SIGNATURE);
  // The proof is the client's key, covered by a signature under what is stored: that key's hash.
  const proof = Buffer.from(PROOF, "base64");
  const key = sign(Buffer.from(stored, "base64")).map((byte, at) => byte ^ (proof[at] ?? 0));
  assert.equal(createHash("sha256").update(key).digest("base64"), stored);
});

it("salts each anew", () => {
  assert.notEqual(scramVerifier("pencil"), scramVerifier("pencil"));
});
