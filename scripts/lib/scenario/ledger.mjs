/**
 * What every token must be answered, by what its user has done: when it was issued, by which session, and what has ended it.
 * A moment is the span from a request to its answer. What overlaps may go either way, and so may what was never answered.
 */

/**
 * @typedef {import("./spans.mjs").Span} Span
 * @typedef {import("./bounds.mjs").Bounds} Bounds
 * @typedef {"accept" | "refuse" | "either"} Expected
 */
/**
 * @typedef {object} Ending
 * @property {"session" | "all" | "password"} kind - `password`: every token of the user's that was issued before
 * @property {Session} [session] - the one that ends, or of `all` the one that goes on
 * @property {number} from
 * @property {number} [to] - undefined: not answered, or not yet
 */
/** @typedef {{ user: Account, created: Span }} Session */
/** @typedef {{ endings: Ending[] }} Account */
/**
 * @typedef {object} Token
 * @property {string} text
 * @property {string} kid
 * @property {Session} session
 * @property {number} issued - milliseconds
 * @property {number} expires - the same
 */

/** Milliseconds: `iat` has no more digits than these. */
const ROUNDED = 2;

export class Ledger {
  #bounds;
  #outages;

  /** @param {Bounds} bounds @param {Pick<import("./outages.mjs").Outages, "refusedFrom">} outages */
  constructor(bounds, outages) {
    this.#bounds = bounds;
    this.#outages = outages;
  }

  /**
   * Somebody asks that something ends. Whoever gets the answer writes down `to`, or takes the ending back.
   *
   * @param {Account} user @param {Omit<Ending, "to">} ending
   */
  begin(user, ending) {
    /** @type {Ending} */
    const begun = { ...ending };
    user.endings.push(begun);
    return begun;
  }

  /** It was said that nothing has ended. @param {Account} user @param {Ending} ending */
  takeBack(user, ending) {
    user.endings = user.endings.filter((each) => each !== ending);
  }

  /** What an API must answer. @param {Token} token @param {string} api @param {Span} span @returns {Expected} */
  expected(token, api, span) {
    const over = token.expires + this.#bounds.leeway;
    if (span.from > over + this.#bounds.clock) return "refuse";
    const known = this.#bySession(token.session, span, {
      hits: (ending) => this.#hitsToken(ending, token),
      refusedFrom: (ended) => this.#outages.refusedFrom(api, ended),
    });
    return known === "accept" && span.to > over - this.#bounds.clock ? "either" : known;
  }

  /**
   * What the web app must answer whoever has the session's cookie: it asks its database.
   *
   * @param {Session} session @param {Span} span @param {readonly Ending[]} own - that this very request asks for
   * @returns {Expected}
   */
  expectedOfSession(session, span, own = []) {
    return this.#bySession(session, span, {
      hits: (ending) => (own.includes(ending) ? "no" : this.#hitsSession(ending, session)),
      refusedFrom: (ended) => ended,
    });
  }

  /**
   * @param {Session} session
   * @param {Span} span
   * @param {{ hits: (ending: Ending) => "surely" | "perhaps" | "no", refusedFrom: (ended: number) => number }} rule
   * @returns {Expected}
   */
  #bySession({ user }, span, { hits, refusedFrom }) {
    /** @type {Expected} */
    let expected = "accept";
    for (const ending of user.endings) {
      const hit = ending.from <= span.to ? hits(ending) : "no";
      if (hit === "no") continue;
      if (hit === "surely" && ending.to !== undefined && span.from > refusedFrom(ending.to)) return "refuse";
      expected = "either";
    }
    return expected;
  }

  /** @param {Ending} ending @param {Token} token */
  #hitsToken(ending, token) {
    if (ending.kind !== "password") return this.#hitsSession(ending, token.session);
    if (token.issued < ending.from - ROUNDED) return "surely";
    return token.issued <= this.#latest(ending) + ROUNDED ? "perhaps" : "no";
  }

  /** @param {Ending} ending @param {Session} session */
  #hitsSession(ending, session) {
    if (ending.kind === "session") return ending.session === session ? "surely" : "no";
    if (ending.kind === "password" || ending.session === session) return "no";
    if (session.created.to < ending.from) return "surely";
    return session.created.from <= this.#latest(ending) ? "perhaps" : "no";
  }

  /** @param {Ending} ending */
  #latest({ from, to }) {
    return to ?? from + this.#bounds.late;
  }
}
