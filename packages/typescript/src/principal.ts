import { ConfigurationError } from "./errors.js";

/**
 * What a verified token says. Extra claims are the application's own. With `compatibility`, `sid` and `jti` are not in those of
 * an unmodified `jwt()`.
 */
export interface Claims {
  readonly iss: string;
  readonly aud: string | readonly string[];
  readonly sub: string;
  readonly sid: string;
  readonly jti: string;
  /** Seconds since the epoch, like `exp` and `nbf`. */
  readonly iat: number;
  readonly exp: number;
  readonly nbf?: number;
  readonly scope?: string;
  readonly [name: string]: unknown;
}

/** Who is calling. */
export interface Principal {
  /** Better Auth's user id, the claim `sub`. */
  readonly userId: string;
  /**
   * Better Auth's session id, the claim `sid`. Not the session token. With `compatibility`, a token of an unmodified `jwt()`
   * names none: to read it then throws {@link ConfigurationError}.
   */
  readonly sessionId: string;
  readonly issuer: string;
  /** From the claim `scope`; empty without it. */
  readonly scopes: ReadonlySet<string>;
  readonly claims: Readonly<Claims>;
}

/** The caller that a set of checked claims names. */
export function toPrincipal(claims: Claims): Principal {
  const principal = {
    userId: claims.sub,
    sessionId: claims.sid,
    issuer: claims.iss,
    // A set of its own for everyone: a shared empty one could be added to.
    scopes: new Set(claims.scope ? claims.scope.split(" ") : []),
    claims: Object.freeze(claims),
  };
  return claims.sid === undefined ? withoutSession(principal) : principal;
}

/** Its claims are the user's whole record: there for who asks, and not where a principal is logged, copied or sent. */
function withoutSession(principal: Principal): Principal {
  return Object.defineProperties(principal, {
    sessionId: { get: refuseSession, enumerable: false },
    claims: { enumerable: false },
  });
}

function refuseSession(): never {
  const mend = "Ask whether claims has sid before, or unset compatibility";
  throw new ConfigurationError(
    "session_unknown",
    `A token of Better Auth's own jwt() names no session. ${mend}`,
  );
}
