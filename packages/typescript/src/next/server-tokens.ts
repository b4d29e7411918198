// With this import Next's build itself refuses the module in client components.
import { headers } from "next/headers.js";
import { createApiFetch } from "../api-fetch.js";
import { originOf } from "../origin.js";

/** What is needed of a Better Auth instance that has `jwtBridge()` among its plugins. */
export interface TokenIssuer {
  readonly api: {
    getToken(input: { headers: Headers }): Promise<{ token: string }>;
  };
}

/** Settings of {@link createServerTokens}. */
export interface ServerTokensOptions {
  readonly auth: TokenIssuer;
  /** Address of the API. Its origin, and no other, is sent the token. */
  readonly apiUrl: string;
}

/** Tokens of whoever makes the request that is being answered. */
export interface ServerTokens {
  /** A token, or null when nobody is signed in. Minted once a request. */
  getToken(): Promise<string | null>;
  /** The standard `fetch`, which sends the token along to the API and lets Next cache nothing that it answers. */
  readonly fetch: typeof globalThis.fetch;
}

/**
 * Tokens for server components, route handlers and server actions.
 *
 * The token is kept with the `headers()` object of the request, which is Next's own for each request, so nobody
 * can meet another's. The calling route becomes dynamic.
 *
 * @throws {@link ConfigurationError} when `apiUrl` is not an http or https URL.
 */
export function createServerTokens({ auth, apiUrl }: ServerTokensOptions): ServerTokens {
  const minted = new WeakMap<object, Promise<string | null>>();

  async function getToken(): Promise<string | null> {
    // One object for one request: packages/next/src/server/async-storage/request-store.ts
    const request = await headers();
    const known = minted.get(request);
    if (known !== undefined) return known;
    const token = mint(auth, request);
    minted.set(request, token);
    // A failure is not kept: the next caller of this request may fare better.
    token.catch(() => minted.delete(request));
    return token;
  }

  const send: typeof globalThis.fetch = (input, init) => globalThis.fetch(input, init);
  const apiOrigin = originOf(apiUrl, "apiUrl");
  return {
    getToken,
    fetch: createApiFetch({ apiOrigin, fetch: send, getToken, defaults: { cache: "no-store" } }),
  };
}

async function mint(auth: TokenIssuer, request: Headers): Promise<string | null> {
  try {
    const { token } = await auth.api.getToken({ headers: request });
    return token;
  } catch (error) {
    if ((error as { statusCode?: unknown } | null)?.statusCode === 401) return null;
    throw error;
  }
}
