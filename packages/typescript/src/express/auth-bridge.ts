import type { IncomingMessage, ServerResponse } from "node:http";
import { type CallerLookup, createCallers } from "../callers.js";
import {
  type AuthBridgeOptions,
  type Guard as CoreGuard,
  createGuards,
  type GuardedRequest,
  type Guards,
  type Outcome,
} from "../guards.js";
import { isPending } from "../pending.js";
import type { Principal } from "../principal.js";
import { findAuthorization } from "../raw-headers.js";

type Next = (error?: unknown) => void;

/** A request handler of Express, which hands the caller over. */
export interface Guard<P> extends CallerLookup<P> {
  (req: IncomingMessage, res: ServerResponse, next: Next): Promise<void> | undefined;
}

/** The same, for paths with `:user_id` alone, as far as the types of Express can tell. */
export interface PathOwnerGuard extends CallerLookup<Principal> {
  <P>(
    req: IncomingMessage & { params: P },
    res: ServerResponse,
    next: OwnedNext<P>,
  ): Promise<void> | undefined;
}
type Mistake = { "pathOwner guards a path with :user_id": never };
// Beside a router or other typed middleware Express forgets the path's parameters: any name is one then.
type OwnedNext<P> = string extends keyof P ? Next : P extends { user_id: string } ? Next : Next & Mistake;

/** The guards of one API. */
export interface AuthBridge {
  /** The caller, whoever it is. No credentials, or bad ones: 401. */
  readonly principal: Guard<Principal>;
  /** The caller, or undefined without bearer credentials. Bad ones: 401. */
  readonly optionalPrincipal: Guard<Principal | undefined>;
  /** The caller whose id is the path's `user_id`; anybody else: 403. */
  readonly pathOwner: PathOwnerGuard;
  /** How the verifier goes, as numbers for a monitor. */
  readonly metrics: Guards["metrics"];
  /** Listen to revocations before the first request. */
  readonly start: Guards["start"];
  /** Listen to revocations no more. */
  readonly close: Guards["close"];
}

/** What Express adds to a request of Node's. */
interface ExpressRequest extends IncomingMessage {
  readonly params?: Readonly<Record<string, unknown>>;
  readonly baseUrl?: string;
  readonly originalUrl?: string;
  readonly route?: { readonly path?: unknown };
}

/**
 * Authentication of an Express app.
 *
 * @example app.get("/api/:user_id/tasks", auth.pathOwner, (req, res) => res.json(auth.pathOwner.of(req).userId));
 * @throws {@link ConfigurationError} for settings that cannot work.
 */
export function createAuthBridge(options: AuthBridgeOptions): AuthBridge {
  const { principal, optionalPrincipal, pathOwner, ...others } = createGuards(options);
  return {
    principal: toHandler("principal", principal),
    optionalPrincipal: toHandler("optionalPrincipal", optionalPrincipal),
    pathOwner: toHandler("pathOwner", pathOwner),
    ...others,
  };
}

function toHandler<P>(name: string, guard: CoreGuard<P>): Guard<P> {
  const callers = createCallers<P>(name);
  function goOn(req: ExpressRequest, res: ServerResponse, next: Next, outcome: Outcome<P>): void {
    if ("principal" in outcome) {
      callers.keep(req, outcome.principal);
      next();
      return;
    }
    const { status, headers, body } = outcome.answer;
    res.statusCode = status;
    res.setHeaders(new Map(Object.entries(headers)));
    res.end(body); // Not res.send(), which adds a charset and an ETag.
  }
  function handler(req: ExpressRequest, res: ServerResponse, next: Next): Promise<void> | undefined {
    const outcome = guard(new Arrived(req));
    // Express 4 ignores promises.
    if (isPending(outcome)) return outcome.then((each) => goOn(req, res, next, each), next);
    goOn(req, res, next, outcome);
    return undefined;
  }
  return Object.assign(handler, { of: callers.of });
}

/** Reads of a request what the guard asks for, and no sooner. */
class Arrived implements GuardedRequest {
  constructor(private readonly req: ExpressRequest) {}

  get method() {
    return this.req.method ?? "";
  }
  get route() {
    const { route, baseUrl } = this.req;
    // Below a mounted router, baseUrl is the path itself, with its ids.
    return route ? `${baseUrl ? "…" : ""}${route.path}` : "(unknown route)";
  }
  get authorization() {
    return findAuthorization(this.req);
  }
  get targets() {
    return [this.req.originalUrl ?? this.req.url ?? ""];
  }
  get userId() {
    return this.req.params?.user_id;
  }
}
