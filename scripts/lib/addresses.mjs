/** Settings that say where the servers are, held against where they will be. */
import { Failure } from "./failure.mjs";

/** The one address that both servers listen at. Nothing listens beyond this machine. */
export const LOOPBACK = "127.0.0.1";

/** Names of this machine itself (RFC 6761 §6.3, RFC 5735 §3, RFC 4291 §2.5.3). */
const LOOPBACK_NAME = /^((.+\.)?localhost|127(\.\d{1,3}){3}|\[::1\])$/;

/**
 * Refuse a URL of this machine at a port that nothing here serves. Other machines, and https, which these servers
 * do not speak, are a proxy's affair. What is no URL is refused by its reader.
 *
 * @param {string} name - of the variable
 * @param {string | undefined} value
 * @param {number} port - the one that will be served
 * @throws {Failure}
 */
export function requireServedAddress(name, value, port) {
  if (!value || !URL.canParse(value)) return;
  const { protocol, hostname, port: named } = new URL(value);
  if (protocol !== "http:" || !LOOPBACK_NAME.test(hostname) || Number(named || 80) === port) return;
  throw new Failure(
    `${name} leads to port ${named || 80} of this machine, but ${port} is served. Unset it, or set it to http://${hostname}:${port}`,
  );
}

/** @param {string} name - of the variable @param {string | undefined} value @throws {Failure} for another host. */
export function requireOwnHost(name, value) {
  if (!value || value === LOOPBACK || value === "localhost") return;
  throw new Failure(
    `${name} names a host, but this command serves at ${LOOPBACK} alone. Unset it, or run the servers themselves`,
  );
}
