import { getSessionCookie } from "better-auth/cookies";
import { type NextRequest, NextResponse } from "next/server";
import { cookiePrefix } from "./lib/cookies";
import { environment } from "./lib/environment";
import { homeOf } from "./lib/loopback";
import { contentSecurityPolicy, strictTransportSecurity } from "./lib/security-headers";

/**
 * Sets the page's security policy, and saves signed-out visitors a page load. It decides nothing: whoever gets past
 * it without a session is turned away by the page, and by the API.
 */
export function proxy(request: NextRequest): NextResponse {
  const { apiOrigin, https, origin } = environment();
  const home = homeOf(request, origin);
  if (home) return sendHome(home);
  const signedOut = getSessionCookie(request, { cookiePrefix: cookiePrefix(https) }) === null;
  if (signedOut && request.nextUrl.pathname.startsWith("/tasks")) {
    const redirect = NextResponse.redirect(new URL("/sign-in", origin));
    // Kept, the browser would follow it again on Back and Forward, even for somebody who has signed in since.
    redirect.headers.set("Cache-Control", "no-store");
    return redirect;
  }

  const policy = contentSecurityPolicy({
    nonce: crypto.randomUUID().replaceAll("-", ""),
    apiOrigin,
    https,
    development: process.env.NODE_ENV === "development",
  });
  const headers = new Headers(request.headers);
  headers.set("Content-Security-Policy", policy); // Next reads the nonce from here
  const response = NextResponse.next({ request: { headers } });
  response.headers.set("Content-Security-Policy", policy);
  if (https) response.headers.set("Strict-Transport-Security", strictTransportSecurity);
  return response;
}

/**
 * A redirect to the same page under this app's own name. Not by `Location`: Next takes all names of this machine for
 * one, and would shorten it to a path, which leads back here for ever.
 */
function sendHome(home: URL): NextResponse {
  const headers = { "Cache-Control": "no-store", "Content-Type": "text/plain; charset=utf-8" };
  return new NextResponse(`This app is at ${home.origin}\n`, {
    headers: { ...headers, Refresh: `0; url=${home.href}` },
  });
}

export const config = { matcher: ["/((?!_next/static|_next/image).*)"] };
