import { bad, good } from "./variables.mjs";

const debug = (id, comment, url) =>
  good(
    `debug-${id}`,
    "A4",
    comment,
    { AUTH_DEBUG: "1", BETTER_AUTH_URL: url },
    { issuer: url.toLowerCase(), debug: true },
  );
const badDebug = (id, comment, url) =>
  bad(`debug-${id}`, "A4", comment, { AUTH_DEBUG: "1", BETTER_AUTH_URL: url }, "debug_in_production");

export const debugging = [
  good(
    "debug-off",
    "A4",
    "0 is off, wherever the app is",
    { AUTH_DEBUG: "0", BETTER_AUTH_URL: "https://app.example" },
    { issuer: "https://app.example" },
  ),
  debug("localhost", "localhost", "http://localhost:3000"),
  debug("localhost-https", "localhost by https", "https://localhost"),
  debug("localhost-upper", "localhost in capitals", "http://LOCALHOST:3000"),
  debug("below-localhost", "a name below .localhost", "http://app.localhost:3000"),
  debug("ipv4", "127.0.0.1", "http://127.0.0.1:3000"),
  debug("ipv4-other", "another address of 127.0.0.0/8", "http://127.9.8.7"),
  debug("ipv6", "[::1]", "http://[::1]:3000"),
  good(
    "debug-node-env",
    "A4",
    "NODE_ENV plays no part",
    { AUTH_DEBUG: "1", NODE_ENV: "production" },
    { debug: true },
  ),
  badDebug("public", "an address for everybody", "https://app.example"),
  badDebug("suffix", "a host that begins with localhost", "http://localhost.evil.example"),
  badDebug("prefix", "a host that ends in localhost without a dot", "http://notlocalhost"),
  badDebug("ipv4-suffix", "a host that begins with 127.0.0.1", "http://127.0.0.1.evil.example"),
  badDebug("ipv4-next", "the address after 127.0.0.0/8", "http://128.0.0.1"),
  badDebug("ipv4-any", "every address of the machine", "http://0.0.0.0:3000"),
  badDebug("ipv4-private", "a private address", "http://192.168.1.5:3000"),
  badDebug("ipv6-next", "the address after [::1]", "http://[::2]:3000"),
  ...["true", "yes", "on", "2", "1 ", "01", "-1"].map((value, at) =>
    bad(
      `debug-word-${at}`,
      "A4",
      `AUTH_DEBUG=${JSON.stringify(value)}`,
      { AUTH_DEBUG: value },
      "setting_invalid",
    ),
  ),
];
