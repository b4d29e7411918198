import { APIError, createAuthMiddleware } from "better-auth/api";
import { UNPUBLISHED } from "./publisher.js";

/**
 * After a sign-out: fails when the session is still there.
 *
 * Better Auth logs what goes wrong with the deletion, and answers that all is well.
 */
export const failedSignOut = {
  matcher: ({ path }: { readonly path?: string }) => path === "/sign-out",
  handler: createAuthMiddleware(async (ctx) => {
    const { authCookies, internalAdapter, responseHeaders, secret } = ctx.context;
    const token = await ctx.getSignedCookie(authCookies.sessionToken.name, secret);
    if (!token || (await internalAdapter.findSession(token)) === null) return;
    // The browser keeps its cookie: with it one can try again.
    responseHeaders?.delete("set-cookie");
    throw new APIError("SERVICE_UNAVAILABLE", UNPUBLISHED);
  }),
};
