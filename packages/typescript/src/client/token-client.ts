import { createApiFetch } from "../api-fetch.js";
import { originOf } from "../origin.js";
import { readToken, requestToken } from "./token-endpoint.js";

/** Settings of {@link createTokenClient}. */
export interface TokenClientOptions {
  /** Address of the API. Its origin, and no other, is sent the token. */
  readonly apiUrl: string;
  /** Better Auth's token endpoint, `/api/auth/token` unless set. Outside a browser it has to be absolute. */
  readonly tokenUrl?: string;
  /** What requests are sent with, the global `fetch` unless set. */
  readonly fetch?: typeof globalThis.fetch;
  /** The clock, in seconds since the epoch. Only differences of it matter. */
  readonly now?: () => number;
}

/** Tokens of one signed-in user, in memory only. */
export interface TokenClient {
  /**
   * The standard `fetch`, which sends the token along to the API. Signed out, requests go without one.
   *
   * One call is never sent as two users. The next call is sent as whoever the cookie belongs to when a token is
   * fetched for it.
   *
   * @throws {@link TokenRequestError} when a token is needed and the token endpoint cannot give an answer.
   */
  readonly fetch: typeof globalThis.fetch;
  /**
   * A token that has at least a fifth of its life left, or null when nobody is signed in.
   *
   * @throws {@link TokenRequestError}
   */
  getToken(): Promise<string | null>;
  /** Forget the token, also one that is on its way. Call it whenever the session changes. */
  clear(): void;
}

/** Share of a token's life after which it is renewed. */
const RENEW_AFTER = 0.8;

interface Held {
  readonly token: string;
  readonly renewAt: number;
  readonly expiresAt: number;
}

/**
 * Tokens for the API, fetched when they are needed. However many callers wait, one request is under way.
 *
 * Ages are measured from the moment of asking on the local clock alone, so a wrong local clock does no harm.
 *
 * @throws {@link ConfigurationError} when `apiUrl` is not an http or https URL.
 */
export function createTokenClient(options: TokenClientOptions): TokenClient {
  const { tokenUrl = "/api/auth/token", now = () => Date.now() / 1000 } = options;
  // Looked up at each call: frameworks replace the global one after modules have loaded.
  const send: typeof globalThis.fetch = options.fetch ?? ((input, init) => globalThis.fetch(input, init));
  let held: Held | undefined;
  let flight: Promise<string | null> | undefined;
  // Counts the calls of clear(): what was asked for in one epoch is nothing to the next.
  let epoch = 0;

  async function renew(mine: number): Promise<string | null> {
    const asked = now();
    const before = held;
    try {
      const issued = await requestToken(send, tokenUrl);
      // This is the old session's token; whoever waited for it is served by a request of now.
      if (epoch !== mine) return getToken();
      held = issued
        ? {
            token: issued.token,
            renewAt: asked + issued.lifetime * RENEW_AFTER,
            expiresAt: asked + issued.lifetime,
          }
        : undefined;
      return issued?.token ?? null;
    } catch (error) {
      if (epoch !== mine) return getToken();
      if (before !== undefined && now() < before.expiresAt) return before.token;
      throw error;
    } finally {
      if (epoch === mine) flight = undefined;
    }
  }

  async function getToken(): Promise<string | null> {
    if (held !== undefined && now() < held.renewAt) return held.token;
    const mine = epoch;
    flight ??= Promise.resolve().then(() => renew(mine));
    return flight;
  }

  function clear(): void {
    epoch += 1;
    held = undefined;
    flight = undefined;
  }

  async function renewToken(refused: string): Promise<string | null> {
    // Another caller may have renewed it already.
    if (held?.token === refused) held = undefined;
    const token = await getToken();
    // The cookie may be somebody else's by now, and what one user asked for is never sent as another.
    return token !== null && readToken(token)?.subject === readToken(refused)?.subject ? token : null;
  }

  const apiOrigin = originOf(options.apiUrl, "apiUrl");
  return { fetch: createApiFetch({ apiOrigin, fetch: send, getToken, renewToken }), getToken, clear };
}
