// Not public, but the one place where Next says which route is running. It is there from Next 15 on.
import { workAsyncStorage } from "next/dist/server/app-render/work-async-storage.external.js";
import type { AuthBridgeOptions, Guard, Guards } from "../guards.js";
import type { Principal } from "../principal.js";
import { assertWatching, readAuthorization } from "./authorization.js";
import { deferGuards } from "./deferred-guards.js";
import { findUserId } from "./path-parameter.js";
import { readTarget } from "./request-target.js";
import type { GuardedHandler, RouteHandler, RouteParams } from "./route-handler.js";
import { start } from "./start.js";

/** Wraps route handlers of the App Router. A request that is refused never reaches the handler. */
export interface AuthBridge {
  /**
   * Check the settings, and begin to see requests as they arrive. To be called in `register()` of `instrumentation.ts`:
   * without it guarded routes throw a {@link ConfigurationError}. Settings that cannot work end the process with one line.
   */
  start(): void;
  /** The caller, whoever it is. */
  withPrincipal<Params extends object = RouteParams>(
    handler: GuardedHandler<Principal, Params>,
  ): RouteHandler<Params>;
  /** The caller, or undefined without bearer credentials. Bad ones are refused. */
  withOptionalPrincipal<Params extends object = RouteParams>(
    handler: GuardedHandler<Principal | undefined, Params>,
  ): RouteHandler<Params>;
  /** The caller, whose id is the path's `user_id`; anybody else gets 403. */
  withPathOwner<Params extends { user_id: string } = { user_id: string }>(
    handler: GuardedHandler<Principal, Params>,
  ): RouteHandler<Params>;
  /** How the verifier goes, as numbers for a monitor. Next may have several: these are of the one that is asked. */
  readonly metrics: Guards["metrics"];
}

/**
 * Guards for route handlers in the Node.js runtime.
 *
 * @param readOptions - Gives the settings when they are first needed, usually `readEnvironment`. A function, because
 *   `next build` loads the app's modules too, and no secret need be there.
 * @throws {@link ConfigurationError} for anything but a function.
 */
export function createAuthBridge(readOptions: () => AuthBridgeOptions): AuthBridge {
  const make = deferGuards(readOptions);
  return {
    start: () => start(make),
    withPrincipal: (handler) => wrap((request) => make().principal(request), handler),
    withOptionalPrincipal: (handler) => wrap((request) => make().optionalPrincipal(request), handler),
    withPathOwner: (handler) => wrap((request) => make().pathOwner(request), handler),
    metrics: () => make().metrics(),
  };
}

function wrap<P, Params extends object>(
  guard: Guard<P>,
  handler: GuardedHandler<P, Params>,
): RouteHandler<Params> {
  return async (request, context) => {
    // Read first: where Next tries to prerender the route, this tells it that the route is dynamic.
    const authorization = readAuthorization(request.headers);
    const running = workAsyncStorage.getStore();
    if (running !== undefined) assertWatching();
    // Undefined on a route without dynamic segments, whatever Next's types say.
    const params: { user_id?: unknown } | undefined = await context.params;
    const { method, url } = request;
    const target = readTarget() ?? url;
    const userId = findUserId(params, target, running?.route);
    const route = running?.route ?? "(not in Next)";
    const outcome = await guard({ method, route, authorization, targets: [url, target], userId });
    if ("principal" in outcome) return handler(request, { ...context, principal: outcome.principal });
    const { body, ...init } = outcome.answer;
    return new Response(body, init);
  };
}
