import type { AuthContext, GenericEndpointContext } from "better-auth";
import { APIError, getSession, isAPIError, isStateful } from "better-auth/api";
import { isPast } from "./revocation/endings.js";

/** Better Auth's own `/get-session`, made once: its middlewares make one for each request. */
const lookUp = getSession();

/**
 * Look the session of the request's cookie up where it is kept, and put it into `ctx.context.session`: a cookie cache may still
 * vouch for one that has been deleted. Only where nothing but the cookie keeps sessions, the cookie is believed.
 *
 * Better Auth's own middlewares take a session that they cannot look up for none (`getSessionFromCtx`). While the database is
 * away, everybody would seem to be signed out.
 *
 * @throws {@link APIError} 401 without a session, 503 when nobody can say whether there is one.
 */
export async function requireLiveSession(ctx: GenericEndpointContext): Promise<void> {
  const { headers, response } = await ask(ctx).catch((error: unknown) => {
    throw refusalOf(error, ctx.context);
  });
  // The session may have been prolonged, or its cookies taken back.
  for (const cookie of headers.getSetCookie()) ctx.responseHeaders?.append("Set-Cookie", cookie);
  if (response === null) throw unauthorized();
  ctx.context.session = response;
}

function ask(ctx: GenericEndpointContext) {
  const { context, headers = new Headers(), request, query } = ctx;
  return lookUp({
    ...(request && { request }),
    context,
    headers,
    query: { ...query, disableCookieCache: isStateful(ctx) },
    method: "GET",
    asResponse: false,
    returnHeaders: true,
  });
}

function refusalOf(error: unknown, { session }: AuthContext): APIError {
  if (isAPIError(error) && error.statusCode < 500) return unauthorized();
  // It was found, and over: what failed is its deletion.
  if (isPast(session?.session.expiresAt)) return unauthorized();
  return new APIError("SERVICE_UNAVAILABLE", UNAVAILABLE, { "Retry-After": "5" });
}

function unauthorized(): APIError {
  return new APIError("UNAUTHORIZED", { code: "UNAUTHORIZED", message: "Unauthorized" });
}

const SENTENCE = "The session cannot be looked up right now. Try again.";

const UNAVAILABLE = {
  type: "about:blank",
  title: "Service Unavailable",
  status: 503,
  detail: SENTENCE,
  code: "session_unavailable",
  // What Better Auth's client shows.
  message: SENTENCE,
};
