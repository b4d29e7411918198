/** What a token says of itself. Its signature is the API's business. */
export interface TokenContent {
  /** The claim `sub`, to compare with another's: characters beyond ASCII are not decoded. */
  readonly subject: string;
  /** Seconds from its issue to its expiry. */
  readonly lifetime: number;
}

/** A token and how long it lives, in seconds. */
export interface IssuedToken {
  readonly token: string;
  readonly lifetime: number;
}

/** The token endpoint gave no usable answer. `message` never holds one. */
export class TokenRequestError extends Error {
  override readonly name = "TokenRequestError";

  /** @param status - HTTP status of the answer; undefined when there was none. */
  constructor(
    message: string,
    readonly status?: number,
    options?: ErrorOptions,
  ) {
    super(message, options);
  }
}

/**
 * Ask for a token for the session of the browser's cookie.
 *
 * @returns null when nobody is signed in: the endpoint answers 401.
 * @throws {@link TokenRequestError} when the endpoint cannot be reached or answers anything else.
 */
export async function requestToken(send: typeof globalThis.fetch, url: string): Promise<IssuedToken | null> {
  let response: Response;
  try {
    const headers = { accept: "application/json" };
    response = await send(url, { headers, credentials: "include", cache: "no-store", redirect: "error" });
  } catch (cause) {
    throw new TokenRequestError("The token endpoint cannot be reached", undefined, { cause });
  }
  if (response.status === 401) return null;
  if (!response.ok) {
    const advice = response.status >= 500 ? ". Try again" : "";
    throw new TokenRequestError(`The token endpoint answered ${response.status}${advice}`, response.status);
  }
  const body: unknown = await response.json().catch(() => null);
  const token = (body as { token?: unknown } | null)?.token;
  const content = typeof token === "string" ? readToken(token) : undefined;
  if (typeof token !== "string" || content === undefined) {
    throw new TokenRequestError("The token endpoint answered without a usable token", response.status);
  }
  return { token, lifetime: content.lifetime };
}

/** Undefined for a text that is no access token. */
export function readToken(token: string): TokenContent | undefined {
  try {
    const segment = token.split(".")[1] ?? "";
    const claims: unknown = JSON.parse(atob(segment.replaceAll("-", "+").replaceAll("_", "/")));
    const { sub, iat, exp } = claims as Record<string, unknown>;
    const lifetime = Number(exp) - Number(iat);
    if (typeof sub !== "string" || !(lifetime > 0 && Number.isFinite(lifetime))) return undefined;
    return { subject: sub, lifetime };
  } catch {
    return undefined;
  }
}
