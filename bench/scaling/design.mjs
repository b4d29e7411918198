/** What the packages do, as far as it makes traffic. A test holds each number against their source. */

/** Share of its life after which the client renews a token. */
export const RENEW_AFTER = 0.8;
/** Seconds that an entry of a sign-out is held: profile rule R3. */
export const ENTRY_LIFE = 3600 + 65;
/** Bytes that a listener of the feed takes before the first mark. */
export const FEED_MOST = 64 * 1024 * 1024;
/** Seconds after which a verifier fetches the key set again. */
export const KEY_SET_AGE = 300;
/** Seconds between the looks of an auth server with listeners, and how far back each goes; the whole one has all live entries. */
export const POLL = { quick: 0.25, quickOverlap: 2, thorough: 3, thoroughOverlap: 90, whole: 60 };
/** Connections of the pool of one process, unless set: of the package `pg`. */
export const POOL = 10;
