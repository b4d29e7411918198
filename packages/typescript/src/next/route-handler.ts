import type { NextRequest } from "next/server.js";

/** Values of a route's dynamic segments. Next has percent-decoded them, once. */
export type RouteParams = Readonly<Record<string, string | readonly string[] | undefined>>;

/** A route handler as Next calls it. */
export type RouteHandler<Params> = (
  request: NextRequest,
  context: { params: Promise<Params> },
) => Promise<Response>;

/** A route handler that is told who is calling. */
export type GuardedHandler<P, Params> = (
  request: NextRequest,
  context: { params: Promise<Params>; principal: P },
) => Response | Promise<Response>;
