/** What the browser's and the server's `fetch` have in common. Runs in browsers: no imports from Node. */

type Fetch = typeof globalThis.fetch;

/** Where tokens come from and where they may go. */
export interface ApiFetchOptions {
  /** The one origin that ever sees a token. */
  readonly apiOrigin: string;
  readonly fetch: Fetch;
  /** The token to send, or null to send none. */
  readonly getToken: () => Promise<string | null>;
  /** Another token in place of one that the API refused, or null. Without it nothing is sent twice. */
  readonly renewToken?: (refused: string) => Promise<string | null>;
  /** Added to requests that carry a token, where the caller says nothing else. */
  readonly defaults?: RequestInit;
}

/**
 * A `fetch` that adds the token to requests for one origin and leaves every other request as it is.
 *
 * - The caller's own `Authorization` header stays, and is sent once.
 * - Without a token the request goes without: the API answers it as it answers anybody.
 * - What is sent is what the call was made with: changing its URL or headers afterwards changes nothing.
 * - A redirect is an error and not followed, so that no other origin can be sent the token.
 * - After a 401 that says the token is bad, the request is sent once more with another one. A body that can be
 *   read only once, a stream in `init`, is never sent again: then the 401 is the answer.
 */
export function createApiFetch(options: ApiFetchOptions): Fetch {
  const send = options.fetch;
  return async (input, init) => {
    const target = settle(input);
    if (!isFor(options.apiOrigin, target)) return send(input, init);
    // Copied, as the target is: the caller may change its own objects while the token is fetched.
    const headers = new Headers(init?.headers ?? (target instanceof Request ? target.headers : undefined));
    const call = { ...init, headers };
    const token = headers.has("authorization") ? null : await options.getToken();
    if (token === null) return send(target, call);

    const settings = { ...options.defaults, ...call };
    const spare = options.renewToken && replayable(target, call);
    const response = await send(target, withToken(token, target, settings));
    if (response.status !== 401 || spare === undefined) return response;
    if (!(await isTokenRefused(response))) return response;
    const other = await options.renewToken?.(token).catch((error: unknown) => {
      // Nobody knows whether this user is signed out, which is what the 401 would say.
      drop(response);
      drop(spare);
      throw error;
    });
    if (other == null) return response;
    await response.body?.cancel();
    return send(spare, withToken(other, spare, settings));
  };
}

/** Reads a body no more, so that its connection is free. Waits for nothing: the other half of a copy may never be read. */
function drop(message: Response | Request | string): void {
  if (typeof message !== "string") message.body?.cancel().catch(() => {});
}

/** What a request is for, as something that nobody can change any more. */
function settle(input: RequestInfo | URL): Request | string {
  if (input instanceof Request) return input;
  const text = String(input);
  const { document, location } = globalThis as { document?: Document; location?: Location };
  const base = document?.baseURI ?? location?.href;
  return URL.canParse(text, base) ? new URL(text, base).href : text;
}

function isFor(apiOrigin: string, target: Request | string): boolean {
  const address = target instanceof Request ? target.url : target;
  if (!URL.canParse(address)) return false;
  const url = new URL(address);
  // A blob: URL has the origin of its maker.
  return url.origin === apiOrigin && /^https?:$/.test(url.protocol);
}

function withToken(token: string, target: Request | string, init: RequestInit): RequestInit {
  const headers = new Headers(init.headers);
  headers.set("authorization", `Bearer ${token}`);
  const redirect = init.redirect ?? (target instanceof Request ? target.redirect : undefined);
  return { ...init, headers, redirect: redirect === "manual" ? "manual" : "error" };
}

/** The target for a second sending, taken before the first one uses the body up; undefined if there cannot be one. */
function replayable(target: Request | string, { body }: RequestInit): Request | string | undefined {
  if (body != null) return isReadOnce(body) ? undefined : target;
  return target instanceof Request && target.body !== null ? target.clone() : target;
}

function isReadOnce(body: BodyInit): boolean {
  return body instanceof ReadableStream || (typeof body === "object" && Symbol.asyncIterator in body);
}

/** Whether the token is to blame. A revoked one too: its user may have another by now, after a change of the password. */
async function isTokenRefused(response: Response): Promise<boolean> {
  const challenge = response.headers.get("www-authenticate") ?? "";
  const code = await problemCode(response);
  if (code !== undefined) return /^token_(invalid|expired|revoked)$/.test(code);
  return /^bearer\b.*\berror="?invalid_token\b/i.test(challenge);
}

async function problemCode(response: Response): Promise<string | undefined> {
  if (!/^application\/(problem\+)?json\b/i.test(response.headers.get("content-type") ?? "")) return undefined;
  try {
    // A copy: the caller reads the answer itself.
    const problem: unknown = await response.clone().json();
    const code = (problem as { code?: unknown } | null)?.code;
    return typeof code === "string" ? code : undefined;
  } catch {
    return undefined;
  }
}
