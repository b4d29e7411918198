/** What one device does at the web app, held against what it must be answered. */
import { askWeb } from "./web-call.mjs";
import { putAway, readToken } from "./world.mjs";

/**
 * @typedef {import("./world.mjs").World} World
 * @typedef {import("./world.mjs").Person} Person
 * @typedef {import("./world.mjs").OwnSession} OwnSession
 * @typedef {import("./ledger.mjs").Token} Token
 * @typedef {import("./ledger.mjs").Ending} Ending
 */

export class Browser {
  /** @type {OwnSession | undefined} */
  session;
  /** @type {Token | undefined} */
  token;
  #world;
  #person;
  #random;
  /** That it comes from: another one at each sign-in, so that nobody's tries are used up. */
  #address = "";

  /** @param {World} world @param {Person} person @param {import("../isolation/random.mjs").Random} random */
  constructor(world, person, random) {
    this.#world = world;
    this.#person = person;
    this.#random = random;
  }

  /** Ask until there is an account: each time with another address of e-mail, for an answer that never came may have made one. */
  async signUp() {
    const person = this.#person;
    while (person.userId === "" && !this.#world.isOver) {
      this.#move();
      const password = `${this.#random.text()}-${this.#random.text()}`;
      person.email = `${person.id}-${this.#random.text()}@example.test`;
      this.#world.confide(password, person.email);
      const body = { name: person.id, email: person.email, password };
      const answer = await this.#ask("sign up", "/sign-up/email", { body, expected: () => "accept" });
      if (answer.outcome !== "accepted") continue;
      person.userId = JSON.parse(answer.text).user.id;
      person.passwords = [password];
      this.#world.confide(person.userId);
      this.#begin(answer);
    }
  }

  async signIn() {
    this.#move();
    const person = this.#person;
    const [password = ""] = person.passwords;
    const isSure = person.passwords.length === 1 && !person.isChanging;
    const { changes } = person;
    const answer = await this.#ask("sign in", "/sign-in/email", {
      body: { email: person.email, password },
      expected: () => (isSure && person.changes === changes ? "accept" : "either"),
    });
    if (answer.outcome === "accepted") this.#begin(answer);
    else if (answer.outcome === "refused" && person.passwords[0] === password)
      person.passwords = [...person.passwords.slice(1), password];
  }

  async fetchToken() {
    const { session } = this;
    if (!session) return;
    const answer = await this.#ask("take a token", "/token", { method: "GET", session });
    if (answer.outcome === "refused") this.#forget();
    if (answer.outcome !== "accepted") return;
    this.#dropToken();
    const { token: text } = JSON.parse(answer.text);
    const [{ kid }, { iat, exp, sid }] = [readToken(text, 0), readToken(text, 1)];
    this.#world.confide(sid);
    this.#world.findings.count(`key ${kid}`);
    this.token = { text, kid, session, issued: iat * 1000, expires: exp * 1000 };
    session.latest = this.token;
  }

  /** @returns {Promise<Ending | undefined>} what has ended, once that was said */
  async signOut() {
    const { session } = this;
    if (!session) return undefined;
    const ended = await this.#end("sign out", "/sign-out", {}, [
      { kind: "session", session, from: Date.now() },
    ]);
    this.#forget();
    return ended?.[0];
  }

  /** @returns {Promise<Ending | undefined>} */
  async signOutEverywhere() {
    const what = /** @type {const} */ ({ kind: "all", from: Date.now() });
    const ended = await this.#end("sign out everywhere", "/revoke-sessions", {}, [what]);
    if (ended) this.#forget();
    return ended?.[0];
  }

  /** All tokens from before end; the other sessions too, where that is asked for. @param {boolean} revokeOtherSessions @returns {Promise<Ending | undefined>} */
  async changePassword(revokeOtherSessions) {
    const person = this.#person;
    const { session } = this;
    if (!session || person.isChanging || person.passwords.length > 1) return undefined;
    const [currentPassword = ""] = person.passwords;
    const newPassword = `${this.#random.text()}-${this.#random.text()}`;
    this.#world.confide(newPassword);
    person.isChanging = true;
    person.changes += 1;
    const from = Date.now();
    /** @type {Omit<Ending, "to">[]} */
    const endings = [{ kind: "password", from }];
    if (revokeOtherSessions) endings.push({ kind: "all", from });
    // A first guess; what is known of the answer is put in its place.
    person.passwords = [newPassword, currentPassword];
    const body = { currentPassword, newPassword, revokeOtherSessions };
    const ended = await this.#end("change the password", "/change-password", body, endings, (answer) => {
      person.passwords = [newPassword];
      if (revokeOtherSessions) this.#begin(answer);
    });
    person.isChanging = false;
    // Without a session nothing was changed, and the guess was wrong.
    if (!this.session) person.passwords = [currentPassword];
    if (!ended) return undefined;
    const [, all] = ended;
    if (all && this.session) all.session = this.session;
    return ended[0];
  }

  /**
   * @param {string} what
   * @param {string} path
   * @param {object} body
   * @param {Omit<Ending, "to">[]} endings
   * @param {(answer: import("./request.mjs").Answer) => void} [done]
   * @returns {Promise<Ending[] | undefined>}
   */
  async #end(what, path, body, endings, done = () => {}) {
    const { ledger } = this.#world;
    const { session } = this;
    if (!session) return undefined;
    const person = this.#person;
    const begun = endings.map((ending) => ledger.begin(person, ending));
    // Whoever signs out of what is over is told that it is over.
    const expected = (/** @type {import("./spans.mjs").Span} */ span) => {
      const known = ledger.expectedOfSession(session, span, begun);
      return path === "/sign-out" && known === "refuse" ? "either" : known;
    };
    const answer = await this.#ask(what, path, { body, session, endings: begun, expected });
    if (answer.outcome === "accepted") {
      for (const ending of begun) ending.to = answer.span.to;
      done(answer);
      return begun;
    }
    if (answer.outcome === "refused") {
      for (const ending of begun) ledger.takeBack(person, ending);
      this.#forget();
    }
    return undefined;
  }

  /** @param {string} what @param {string} path @param {Omit<import("./web-call.mjs").WebCall, "what" | "path" | "address" | "random">} call */
  #ask(what, path, call) {
    return askWeb(this.#world, { what, path, address: this.#address, random: this.#random, ...call });
  }

  /** @param {import("./request.mjs").Answer} answer - with the cookie of a new session */
  #begin({ cookies, span }) {
    this.#dropToken();
    for (const pair of cookies.split("; ")) this.#world.confide(pair.slice(pair.indexOf("=") + 1));
    this.session = { user: this.#person, created: span, cookie: cookies };
  }

  #move() {
    const part = () => this.#random.int(0, 255);
    this.#address = `10.${part()}.${part()}.${part()}`;
  }

  #forget() {
    this.#dropToken();
    this.session = undefined;
  }

  #dropToken() {
    if (this.token) putAway(this.#world, this.token);
    this.token = undefined;
  }
}
