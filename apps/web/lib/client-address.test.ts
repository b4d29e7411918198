import { describe, expect, it } from "vitest";
import { resolveClientAddress, trustedProxyList } from "./client-address";

const proxies = "10.0.0.0/8, 2001:db8::/32, 192.0.2.7";

describe("resolveClientAddress", () => {
  it.each([
    ["no proxy named: a header changes nothing", "", "203.0.113.5", "198.51.100.9", "203.0.113.5"],
    ["an unnamed peer is not believed", proxies, "203.0.113.5", "198.51.100.9", "203.0.113.5"],
    ["a named proxy is believed", proxies, "10.1.2.3", "198.51.100.9", "198.51.100.9"],
    [
      "only the entry that the proxy added counts",
      proxies,
      "10.1.2.3",
      "6.6.6.6, 198.51.100.9",
      "198.51.100.9",
    ],
    [
      "a chain of proxies is followed",
      proxies,
      "10.1.2.3",
      "6.6.6.6, 198.51.100.9, 192.0.2.7",
      "198.51.100.9",
    ],
    ["a garbled entry ends the walk", proxies, "10.1.2.3", "198.51.100.9, nonsense", "10.1.2.3"],
    ["a proxy without the header stands for its clients", proxies, "10.1.2.3", undefined, "10.1.2.3"],
    ["an empty header too", proxies, "10.1.2.3", "", "10.1.2.3"],
    ["IPv4 in an IPv6 socket is IPv4", proxies, "::ffff:10.1.2.3", "198.51.100.9", "198.51.100.9"],
    ["a client's port is no part of its address", proxies, "10.1.2.3", "198.51.100.9:5678", "198.51.100.9"],
    ["nor is that of IPv6", proxies, "10.1.2.3", "[2001:470::9]:443", "2001:470::9"],
    ["brackets without a port", proxies, "10.1.2.3", "[2001:470::9]", "2001:470::9"],
    ["a chain with ports", proxies, "10.1.2.3", "198.51.100.9:1, 192.0.2.7:65535", "198.51.100.9"],
    ["mapped IPv4 in brackets", proxies, "10.1.2.3", "[::ffff:198.51.100.9]:1", "198.51.100.9"],
    ["IPv6 without brackets has no port", proxies, "10.1.2.3", "2001:470::9:443", "2001:470::9:443"],
    ["a garbled port ends the walk", proxies, "10.1.2.3", "198.51.100.9:x", "10.1.2.3"],
    ["IPv6 proxies work", proxies, "2001:db8::1", "2001:470::9", "2001:470::9"],
  ])("%s", (_, trusted, peer, forwardedFor, address) => {
    expect(resolveClientAddress(peer, forwardedFor, trustedProxyList(trusted))).toBe(address);
  });

  it("knows no address when the socket has gone", () => {
    expect(resolveClientAddress(undefined, "198.51.100.9", trustedProxyList(""))).toBeUndefined();
  });
});

describe("trustedProxyList", () => {
  it.each(["proxy.example.com", "10.0.0.0/33", "10.0.0.0/", "10.0.0.0/8/8", "2001:db8::/129", "10.0.0.0/8x"])(
    "refuses %s with one line",
    (value) => {
      expect(() => trustedProxyList(value)).toThrow(/^TRUSTED_PROXIES [^\n]+$/);
    },
  );
});
