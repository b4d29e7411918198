import { createHmac, timingSafeEqual } from "node:crypto";
import type { AuthContext } from "better-auth";
import { createAuthMiddleware } from "better-auth/api";

/** A cookie that Better Auth signed: a value, and base64 of an HMAC-SHA256 of it. */
const SIGNED = /^(.+)\.([A-Za-z0-9+/]{43}=)$/s;

/** What a hook is asked about. */
export interface Asked {
  readonly context: AuthContext;
  readonly headers?: Headers | undefined;
}

/**
 * Before every request: cookies that were signed with an old secret of the list are taken for what they are.
 *
 * Better Auth 1.7 decrypts with every secret of `BETTER_AUTH_SECRETS`, but checks the signature of a cookie with the first
 * alone: whoever changed the secret would sign everybody out. Better Auth signs a session's cookie anew whenever it prolongs
 * the session, so when the longest session is over, no cookie of the old secret is left.
 */
export const cookiesOfOldSecrets = {
  // Asked ahead of every endpoint: a hook that matches costs more than what it does.
  matcher: ({ context, headers }: Asked) => secretsOf(context).length > 1 && headers?.has("cookie") === true,
  handler: createAuthMiddleware(async ({ context, headers }) => {
    const [current, ...old] = secretsOf(context);
    const line = headers?.get("cookie");
    if (current === undefined || !line) return;
    const renewed = line
      .split(";")
      .map((cookie) => renew(cookie, current, old))
      .join(";");
    if (renewed === line) return;
    return { context: { headers: new Headers({ cookie: renewed }) } };
  }),
};

/** All secrets of the list, the first one first. Not the one that only decrypts what is older than the list. */
function secretsOf({ secret, secretConfig }: AuthContext): readonly string[] {
  if (typeof secretConfig === "string") return [secret];
  return [secret, ...[...secretConfig.keys.values()].filter((each) => each !== secret)];
}

/** The same cookie, under the current secret where it was under an old one. */
function renew(cookie: string, current: string, old: readonly string[]): string {
  const at = cookie.indexOf("=");
  const [, value, signature] = SIGNED.exec(decode(cookie.slice(at + 1).trim())) ?? [];
  if (at < 0 || value === undefined || signature === undefined) return cookie;
  const given = Buffer.from(signature);
  // No signature but the one that an old secret makes is exchanged: a forged cookie stays forged.
  if (!old.some((secret) => timingSafeEqual(given, Buffer.from(sign(value, secret))))) return cookie;
  return `${cookie.slice(0, at)}=${encodeURIComponent(`${value}.${sign(value, current)}`)}`;
}

function sign(value: string, secret: string): string {
  return createHmac("sha256", secret).update(value).digest("base64");
}

function decode(value: string): string {
  try {
    return decodeURIComponent(value);
  } catch {
    return value;
  }
}
