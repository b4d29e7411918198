import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { BOUNDS } from "./bounds.mjs";
import { Ledger } from "./ledger.mjs";

const { within, leeway, clock, late } = BOUNDS;
const ledger = new Ledger(BOUNDS, { refusedFrom: (_, ended) => ended + within });

/** A session of a new account, from 1 to 2 s, with a token of 3 s that lives for 5 minutes. */
function someone() {
  /** @type {import("./ledger.mjs").Account} */
  const user = { endings: [] };
  const session = { user, created: { from: 1000, to: 2000 } };
  const token = { text: "", kid: "", session, issued: 3000, expires: 303_000 };
  return { user, session, token };
}
/** @param {import("./ledger.mjs").Token} token @param {number} from @param {number} [to] */
const expected = (token, from, to = from) => ledger.expected(token, "api-1", { from, to });

describe("a token", () => {
  it("is accepted from the beginning to its expiry, and refused after the leeway", () => {
    const { token } = someone();
    const over = token.expires + leeway;
    assert.equal(expected(token, 3000), "accept");
    assert.equal(expected(token, over - clock), "accept");
    assert.equal(expected(token, over), "either");
    assert.equal(expected(token, over + clock + 1), "refuse");
  });

  it("is refused after a sign-out was answered; what overlaps the sign-out goes either way", () => {
    const { user, session, token } = someone();
    const ending = ledger.begin(user, { kind: "session", session, from: 10_000 });
    assert.equal(expected(token, 9000, 9999), "accept");
    assert.equal(expected(token, 9000, 10_000), "either");
    ending.to = 11_000;
    assert.equal(expected(token, 9000, 9999), "accept");
    assert.equal(expected(token, 11_000 + within), "either");
    assert.equal(expected(token, 11_001 + within), "refuse");
  });

  it("goes either way for ever after a sign-out that was never answered, and is good after one that was denied", () => {
    const { user, session, token } = someone();
    const ending = ledger.begin(user, { kind: "session", session, from: 10_000 });
    assert.equal(expected(token, 200_000), "either");
    ledger.takeBack(user, ending);
    assert.equal(expected(token, 200_000), "accept");
  });

  it("does not end with another session", () => {
    const { user, token } = someone();
    const other = { user, created: { from: 1000, to: 2000 } };
    ledger.begin(user, { kind: "session", session: other, from: 10_000 }).to = 11_000;
    assert.equal(expected(token, 20_000), "accept");
  });

  it("ends with all sessions, unless its own is the one that goes on, or began afterwards", () => {
    const { user, session, token } = someone();
    const ending = ledger.begin(user, { kind: "all", from: 10_000 });
    ending.to = 11_000;
    const meanwhile = { ...token, session: { user, created: { from: 10_500, to: 12_000 } } };
    const afterwards = { ...token, session: { user, created: { from: 11_001, to: 12_000 } } };
    assert.equal(expected(token, 20_000), "refuse");
    assert.equal(expected(meanwhile, 20_000), "either");
    assert.equal(expected(afterwards, 20_000), "accept");
    ending.session = session;
    assert.equal(expected(token, 20_000), "accept");
  });

  it("ends with the password when it was issued before, and not when it was issued after", () => {
    const { user, token } = someone();
    ledger.begin(user, { kind: "password", from: 10_000 }).to = 11_000;
    const issuedAt = (/** @type {number} */ issued) => expected({ ...token, issued }, 20_000);
    assert.deepEqual([9000, 10_500, 11_003].map(issuedAt), ["refuse", "either", "accept"]);
  });

  it("of a while after a change that was never answered goes either way: it may come late", () => {
    const { user, token } = someone();
    ledger.begin(user, { kind: "password", from: 10_000 });
    const issuedAt = (/** @type {number} */ issued) => expected({ ...token, issued }, 100_000);
    assert.deepEqual([10_000 + late, 10_003 + late].map(issuedAt), ["either", "accept"]);
  });
});

describe("a session", () => {
  const at = (/** @type {number} */ moment) => ({ from: moment, to: moment });
  it("is over at the web app as soon as that was answered", () => {
    const { user, session } = someone();
    const ending = ledger.begin(user, { kind: "all", from: 10_000 });
    assert.equal(ledger.expectedOfSession(session, at(10_500), [ending]), "accept");
    assert.equal(ledger.expectedOfSession(session, at(10_500)), "either");
    ending.to = 11_000;
    assert.equal(ledger.expectedOfSession(session, at(11_001)), "refuse");
  });
  it("goes on when the password is changed", () => {
    const { user, session } = someone();
    ledger.begin(user, { kind: "password", from: 10_000 }).to = 11_000;
    assert.equal(ledger.expectedOfSession(session, at(20_000)), "accept");
  });
});
