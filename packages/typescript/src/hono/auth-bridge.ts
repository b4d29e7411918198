import type { Context, MiddlewareHandler, Next } from "hono";
import { createMiddleware } from "hono/factory";
import { routePath } from "hono/route";
import type { ContentfulStatusCode } from "hono/utils/http-status";
import {
  type AuthBridgeOptions,
  createGuards,
  type Guard,
  type GuardedRequest,
  type Guards,
  type Outcome,
} from "../guards.js";
import { isPending } from "../pending.js";
import type { Principal } from "../principal.js";
import { findRaw } from "../raw-headers.js";

/** What a guard adds to a context: `c.var.principal`. */
export interface PrincipalEnv<P = Principal> {
  Variables: { principal: P };
}

/** Middleware for paths with `:user_id` alone. An intersection: from a bare generic function `c.var` is not inferred. */
export type PathOwnerGuard = GenericGuard & { readonly name: string };
type GenericGuard = <P extends string>(c: Context<PrincipalEnv, P>, next: OwnedNext<P>) => Handled;
type Handled = ReturnType<MiddlewareHandler>;

/** The guards of one API. */
export interface AuthBridge {
  /** The caller, whoever it is. No credentials, or bad ones: 401. */
  readonly principal: MiddlewareHandler<PrincipalEnv>;
  /** The caller, or undefined without bearer credentials. Bad ones: 401. */
  readonly optionalPrincipal: MiddlewareHandler<PrincipalEnv<Principal | undefined>>;
  /** The caller whose id is the path's `user_id`; anybody else: 403. */
  readonly pathOwner: PathOwnerGuard;
  /** How the verifier goes, as numbers for a monitor. */
  readonly metrics: Guards["metrics"];
  /** Listen to revocations before the first request. */
  readonly start: Guards["start"];
  /** Listen to revocations no more. */
  readonly close: Guards["close"];
}

type Owned = `${string}/:user_id${"" | `/${string}` | `{${string}`}`;
type Mistake = { "pathOwner guards a path with :user_id": never };
type OwnedNext<P extends string> = string extends P ? Next : P extends Owned ? Next : Next & Mistake;

/**
 * Authentication of a Hono app.
 *
 * @example app.get("/api/:user_id/tasks", auth.pathOwner, (c) => c.json(c.var.principal.userId));
 * @throws {@link ConfigurationError} for settings that cannot work.
 */
export function createAuthBridge(options: AuthBridgeOptions): AuthBridge {
  const { principal, optionalPrincipal, pathOwner, ...others } = createGuards(options);
  return {
    principal: toMiddleware(principal),
    optionalPrincipal: toMiddleware(optionalPrincipal),
    pathOwner: toMiddleware(pathOwner),
    ...others,
  };
}

function toMiddleware<P>(guard: Guard<P>) {
  return createMiddleware<PrincipalEnv<P>>((c, next) => {
    const outcome = guard(new Arrived(c));
    return isPending(outcome) ? outcome.then((each) => goOn(c, next, each)) : goOn(c, next, outcome);
  });
}

function goOn<P>(c: Context<PrincipalEnv<P>>, next: Next, outcome: Outcome<P>): Handled {
  if ("principal" in outcome) {
    c.set("principal", outcome.principal);
    return next();
  }
  const { status, headers, body } = outcome.answer;
  return Promise.resolve(c.body(body, status as ContentfulStatusCode, headers));
}

/** Only Node's request has the target as it came, with its dot segments, and each header by itself. */
interface Incoming {
  readonly url?: string;
  readonly rawHeaders?: readonly string[];
}

/** Reads of a request what the guard asks for, and no sooner. */
class Arrived implements GuardedRequest {
  private readonly incoming: Incoming | undefined;

  constructor(private readonly c: Context) {
    this.incoming = (c.env as { incoming?: Incoming } | undefined)?.incoming;
  }
  get method() {
    return this.c.req.method;
  }
  get route() {
    return routePath(this.c);
  }
  get userId() {
    return this.c.req.param("user_id");
  }
  get targets() {
    return [this.c.req.url, this.incoming?.url ?? ""];
  }
  get authorization() {
    // Elsewhere headers come joined by ", ", which is never one bearer token.
    const joined = this.c.req.header("authorization");
    const values = findRaw(this.incoming?.rawHeaders);
    // They differ when an app has put another request in the place of Node's: then that one counts.
    return typeof values === "object" && values.join(", ") === joined ? values : joined;
  }
}
