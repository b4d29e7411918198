import { subscribe } from "node:diagnostics_channel";
import type { IncomingMessage } from "node:http";
import type { BlockList } from "node:net";
import { ConfigurationError } from "jwt-auth-bridge";
import { CLIENT_ADDRESS_HEADER, resolveClientAddress } from "./client-address";
import { makeDataFolder } from "./data-folder";
import { environment } from "./environment";

/** Check the environment before the first request; a wrong one ends the process with one line. */
export function startUp(): void {
  try {
    const { database, trustedProxies } = environment();
    makeDataFolder(database);
    stampClientAddresses(trustedProxies);
  } catch (error) {
    if (!(error instanceof ConfigurationError)) throw error;
    console.error(error.message);
    process.exit(1);
  }
}

/**
 * Write the client's address into each request as it arrives.
 *
 * Next passes a client's own `X-Forwarded-For` through, and shows the peer's address to no route, so Better Auth
 * alone could not tell a proxy's word from a client's. Node publishes each request on this channel before any
 * handler runs.
 *
 * @see https://nodejs.org/docs/latest-v20.x/api/diagnostics_channel.html#http
 */
function stampClientAddresses(trusted: BlockList): void {
  subscribe("http.server.request.start", (message) => {
    const { request } = message as { request: IncomingMessage };
    const forwardedFor = request.headers["x-forwarded-for"];
    const address = resolveClientAddress(
      request.socket.remoteAddress,
      Array.isArray(forwardedFor) ? forwardedFor.join(",") : forwardedFor,
      trusted,
    );
    delete request.headers[CLIENT_ADDRESS_HEADER];
    if (address !== undefined) request.headers[CLIENT_ADDRESS_HEADER] = address;
  });
}
