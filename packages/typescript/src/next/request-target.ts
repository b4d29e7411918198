import { AsyncLocalStorage } from "node:async_hooks";
import { subscribe } from "node:diagnostics_channel";
import type { IncomingMessage } from "node:http";

// Global: Next bundles this module several times, and a process needs one storage.
const STORAGE = Symbol.for("jwt-auth-bridge/request-target");
const shared = globalThis as { [STORAGE]?: AsyncLocalStorage<string> };

/**
 * From now on, keep the target of each request as it arrives.
 *
 * Next resolves dot segments before it looks for a route, and writes parameters into the address that it was told in the query
 * (`nxtPuser_id`). A route handler sees what came of it, and no longer what was asked for.
 *
 * @see https://nodejs.org/docs/latest-v20.x/api/diagnostics_channel.html#http
 * @see conformance/PROFILE.md, rule A3
 */
export function watchTargets(): void {
  if (shared[STORAGE] !== undefined) return;
  const storage = new AsyncLocalStorage<string>();
  shared[STORAGE] = storage;
  // Published right before the server's listeners are called, in the same turn: they inherit what is entered here.
  subscribe("http.server.request.start", (message) => {
    storage.enterWith((message as { request: IncomingMessage }).request.url ?? "");
  });
}

/** The target of the request that is being answered; undefined when nobody has seen it arrive. */
export function readTarget(): string | undefined {
  return shared[STORAGE]?.getStore();
}
