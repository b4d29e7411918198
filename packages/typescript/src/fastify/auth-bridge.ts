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
import { findAuthorization, type HeaderSource } from "../raw-headers.js";

/** A request of Fastify, over HTTP/1.1 or HTTP/2, whatever its route's types. */
export interface GuardableRequest {
  readonly method: string;
  readonly originalUrl: string;
  readonly params: unknown;
  readonly raw: HeaderSource;
  readonly routeOptions: { readonly url?: string | undefined };
}

/** A reply of Fastify, whatever its route's types. */
export interface GuardableReply {
  code(status: number): unknown;
  headers(values: Record<string, string>): unknown;
  send(payload?: unknown): unknown;
}

/** A hook for `onRequest`, before the body is read. */
export interface Guard<P> extends CallerLookup<P> {
  (request: GuardableRequest, reply: GuardableReply, done: (error?: Error) => void): void;
}

/** The guards of one API. */
export interface AuthBridge {
  /** The caller, whoever it is. No credentials, or bad ones: 401. */
  readonly principal: Guard<Principal>;
  /** The caller, or undefined without bearer credentials. Bad ones: 401. */
  readonly optionalPrincipal: Guard<Principal | undefined>;
  /** The caller whose id is the path's `user_id`; anybody else: 403. */
  readonly pathOwner: Guard<Principal>;
  /** How the verifier goes, as numbers for a monitor. */
  readonly metrics: Guards["metrics"];
  /** Listen to revocations before the first request. */
  readonly start: Guards["start"];
  /** Listen to revocations no more. */
  readonly close: Guards["close"];
}

/**
 * Authentication of a Fastify app. Each guard is a hook for a route, or for a plugin with `addHook("onRequest", …)`.
 *
 * @example
 * app.get("/api/:user_id/tasks", { onRequest: auth.pathOwner }, async (request) => auth.pathOwner.of(request).userId);
 * @throws {@link ConfigurationError} for settings that cannot work.
 */
export function createAuthBridge(options: AuthBridgeOptions): AuthBridge {
  const { principal, optionalPrincipal, pathOwner, ...others } = createGuards(options);
  return {
    principal: toHook("principal", principal),
    optionalPrincipal: toHook("optionalPrincipal", optionalPrincipal),
    pathOwner: toHook("pathOwner", pathOwner),
    ...others,
  };
}

function toHook<P>(name: string, guard: CoreGuard<P>): Guard<P> {
  const callers = createCallers<P>(name);
  function goOn(
    request: GuardableRequest,
    reply: GuardableReply,
    done: () => void,
    outcome: Outcome<P>,
  ): void {
    if ("principal" in outcome) {
      callers.keep(request, outcome.principal);
      done();
      return;
    }
    reply.code(outcome.answer.status);
    reply.headers(outcome.answer.headers);
    reply.send(Buffer.from(outcome.answer.body)); // To JSON in a string Fastify would add a charset.
  }
  // With `done` and without a promise: after a promise Fastify goes on to the handler whenever the client has hung up
  // before slow onSend hooks are through. A request whose `done` is never called ends here.
  function hook(request: GuardableRequest, reply: GuardableReply, done: (error?: Error) => void): void {
    const outcome = guard(new Arrived(request));
    if (isPending(outcome)) outcome.then((each) => goOn(request, reply, done, each), done);
    else goOn(request, reply, done, outcome);
  }
  return Object.assign(hook, { of: callers.of });
}

/** Reads of a request what the guard asks for, and no sooner: Fastify makes `routeOptions` anew each time. */
class Arrived implements GuardedRequest {
  constructor(private readonly request: GuardableRequest) {}

  get method() {
    return this.request.method;
  }
  get route() {
    return this.request.routeOptions.url ?? "(unknown route)";
  }
  get authorization() {
    return findAuthorization(this.request.raw);
  }
  get targets() {
    return [this.request.originalUrl];
  }
  get userId() {
    return (this.request.params as { user_id?: unknown } | null | undefined)?.user_id;
  }
}
