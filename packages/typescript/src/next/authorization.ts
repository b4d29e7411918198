import { randomUUID } from "node:crypto";
import { subscribe } from "node:diagnostics_channel";
import type { IncomingMessage } from "node:http";
import { ConfigurationError } from "../errors.js";

// Global: Next bundles this module several times, and a process needs one mark.
const MARK = Symbol.for("jwt-auth-bridge/many-authorization-headers");
const shared = globalThis as { [MARK]?: string };

/**
 * From now on, see which requests arrive with more than one `Authorization` header.
 *
 * `IncomingMessage.headers` keeps the first of them, and nothing else reaches a route handler. Node publishes each
 * request on this channel as soon as it is parsed; there a mark takes the header's place, before Next reads it. No client
 * can send the mark, and to whoever else reads it it is bad credentials.
 *
 * @see https://nodejs.org/docs/latest-v20.x/api/diagnostics_channel.html#http
 * @see conformance/PROFILE.md, rule B1
 */
export function watchAuthorization(): void {
  if (shared[MARK] !== undefined) return;
  const mark = `Bearer ${randomUUID()} stands for many headers`;
  shared[MARK] = mark;
  subscribe("http.server.request.start", (message) => {
    const { headers, headersDistinct } = (message as { request: IncomingMessage }).request;
    if ((headersDistinct.authorization?.length ?? 0) > 1) headers.authorization = mark;
  });
}

/** Every value of the `Authorization` header; two empty ones when there were many. */
export function readAuthorization(headers: Headers): string | readonly string[] | undefined {
  const value = headers.get("authorization") ?? undefined;
  return value !== undefined && value === shared[MARK] ? ["", ""] : value;
}

/** @throws {@link ConfigurationError} unless {@link watchAuthorization} was called in this process. */
export function assertWatching(): void {
  if (shared[MARK] !== undefined) return;
  const message =
    "The auth bridge is not started, so a second Authorization header would go unseen. Call its start() in register() of instrumentation.ts";
  throw new ConfigurationError("bridge_not_started", message);
}
