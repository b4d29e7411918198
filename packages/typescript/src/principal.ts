/** What a verified token says. Extra claims are the application's own. */
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
  /** Better Auth's session id, the claim `sid`. Not the session token. */
  readonly sessionId: string;
  readonly issuer: string;
  /** From the claim `scope`; empty without it. */
  readonly scopes: ReadonlySet<string>;
  readonly claims: Readonly<Claims>;
}

/** The caller that a set of checked claims names. */
export function toPrincipal(claims: Claims): Principal {
  return {
    userId: claims.sub,
    sessionId: claims.sid,
    issuer: claims.iss,
    // A set of its own for everyone: a shared empty one could be added to.
    scopes: new Set(claims.scope ? claims.scope.split(" ") : []),
    claims: Object.freeze(claims),
  };
}
