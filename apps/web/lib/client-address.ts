import { BlockList, isIP } from "node:net";
import { ConfigurationError } from "jwt-auth-bridge";

/**
 * The header that carries the resolved address inside the server. It is written over whatever a client sent,
 * before any other code sees the request.
 */
export const CLIENT_ADDRESS_HEADER = "x-client-address";

/**
 * Parse `TRUSTED_PROXIES`: addresses or CIDR ranges, separated by commas.
 *
 * @throws {ConfigurationError} if an entry is neither.
 */
export function trustedProxyList(value = ""): BlockList {
  const list = new BlockList();
  for (const entry of value.split(",").map((part) => part.trim())) {
    if (entry !== "") addEntry(list, entry);
  }
  return list;
}

function addEntry(list: BlockList, entry: string): void {
  const [address = "", prefix, ...rest] = entry.split("/");
  const version = isIP(address);
  const bits = version === 4 ? 32 : 128;
  const length = prefix === undefined ? bits : /^\d{1,3}$/.test(prefix) ? Number(prefix) : Number.NaN;
  if (version === 0 || rest.length > 0 || !(length <= bits)) {
    throw new ConfigurationError(
      "setting_invalid",
      "TRUSTED_PROXIES has an entry that is no address or CIDR range. Write it like 10.0.0.0/8,192.0.2.7",
    );
  }
  list.addSubnet(address, length, version === 4 ? "ipv4" : "ipv6");
}

/**
 * The address that limits are counted for.
 *
 * It is the peer of the connection. Only where that peer is a named proxy is its `X-Forwarded-For` read, from the
 * right (the entry that the proxy wrote itself) as far as the entries are named proxies too. Whatever a client
 * wrote stands further left and is never reached.
 */
export function resolveClientAddress(
  peer: string | undefined,
  forwardedFor: string | undefined,
  trusted: BlockList,
): string | undefined {
  let address = plain(peer);
  const hops = (forwardedFor ?? "").split(",").map((hop) => plain(withoutPort(hop.trim())));
  while (address !== undefined && isTrusted(address, trusted)) {
    const next = hops.pop();
    if (next === undefined) break; // no hop left, or one that is no address: the last proxy stands for its clients
    address = next;
  }
  return address;
}

function isTrusted(address: string, trusted: BlockList): boolean {
  return trusted.check(address, isIP(address) === 4 ? "ipv4" : "ipv6");
}

/** Some proxies add the client's port, and brackets around IPv6: `192.0.2.1:5678`, `[2001:db8::1]:443`. */
function withoutPort(hop: string): string {
  const [, ipv4, ipv6] = /^(?:([\d.]+):\d{1,5}|\[([\da-f.:]+)\](?::\d{1,5})?)$/i.exec(hop) ?? [];
  return ipv4 ?? ipv6 ?? hop;
}

/** Node shows an IPv4 peer of a dual-stack socket as `::ffff:192.0.2.1`. */
function plain(address: string | undefined): string | undefined {
  const unmapped = address?.replace(/^::ffff:(?=\d+\.)/i, "");
  return unmapped !== undefined && isIP(unmapped) !== 0 ? unmapped : undefined;
}
