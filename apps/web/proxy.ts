import { getSessionCookie } from "better-auth/cookies";
import { type NextRequest, NextResponse } from "next/server";
import { cookiePrefix } from "./lib/cookies";
import { environment } from "./lib/environment";
import { contentSecurityPolicy, strictTransportSecurity } from "./lib/security-headers";

/**
 * Sets the page's security policy, and saves signed-out visitors a page load. It decides nothing: whoever gets past
 * it without a session is turned away by the page, and by the API.
 */
export function proxy(request: NextRequest): NextResponse {
  const { apiOrigin, https, origin } = environment();
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

export const config = { matcher: ["/((?!_next/static|_next/image).*)"] };
