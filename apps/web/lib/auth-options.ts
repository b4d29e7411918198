import type { BetterAuthOptions } from "better-auth";
import { jwtBridge } from "jwt-auth-bridge/better-auth";
import { authLog } from "./auth-log";
import { CLIENT_ADDRESS_HEADER } from "./client-address";
import { cookiePrefix } from "./cookies";
import { PASSWORD_MAX, PASSWORD_MIN } from "./credentials";
import { openDatabase } from "./database";
import type { WebEnvironment } from "./environment";

/**
 * Better Auth's counters start anew only after a pause as long as the window (seconds), and each try that is let
 * through puts the pause off. So the window is short: an office behind one address, whose people sign in one after
 * the other, is hardly ever held up, and then for a moment. Somebody who guesses gets no more than 20 tries a minute.
 */
const TRIES = { window: 30, max: 10 };

/** How this app uses Better Auth; shared by the server and the migration. */
export function authOptions(environment: WebEnvironment) {
  return {
    appName: "Todo",
    baseURL: environment.origin,
    trustedOrigins: [environment.origin],
    database: openDatabase(environment.database),
    telemetry: { enabled: false },
    logger: { log: authLog },
    emailAndPassword: { enabled: true, minPasswordLength: PASSWORD_MIN, maxPasswordLength: PASSWORD_MAX },
    // No cookie cache: a session that was ended elsewhere is over at once, for one indexed read a page.
    session: { cookieCache: { enabled: false } },
    rateLimit: {
      enabled: true,
      storage: "database",
      customRules: {
        "/sign-in/*": TRIES,
        "/sign-up/*": TRIES,
        // Every page asks it, and with a random cookie there is nothing to guess. Better Auth's counters start anew
        // only after a pause as long as the window, so any limit would in the end lock a busy address out.
        "/get-session": false,
        // The API's feed has a check of its own, and a limit by address would keep the API out. Counted, each request of
        // a stranger would cost two queries.
        "/revocations": false,
      },
    },
    advanced: {
      ipAddress: { ipAddressHeaders: [CLIENT_ADDRESS_HEADER] },
      cookiePrefix: cookiePrefix(environment.https),
      // The prefix is ours (see cookies.ts), so Better Auth must not put `__Secure-` before it.
      useSecureCookies: false,
      defaultCookieAttributes: { secure: environment.https, httpOnly: true, sameSite: "lax", path: "/" },
    },
    plugins: [tokens(environment)],
  } satisfies BetterAuthOptions;
}

function tokens({ audience, redisUrl, signing }: WebEnvironment) {
  return jwtBridge({
    audience,
    revocation: redisUrl === undefined ? true : { redisUrl },
    // Published while the secret signs, too: then one variable moves the app to key pairs, and back.
    ...(signing === "jwks" ? { signing } : { publishJwks: true }),
  });
}
