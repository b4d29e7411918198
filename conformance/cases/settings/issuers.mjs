import { ofKind } from "../vector.mjs";

const good = (id, comment, url, issuer) => ({ id, rules: ["K6"], comment, url, result: "valid", issuer });
const bad = (id, comment, url, code = "setting_invalid") => ({
  id,
  rules: ["K6"],
  comment,
  url,
  result: "invalid",
  code,
});

export const issuers = ofKind("issuer URL", [
  good("issuer-plain", "an origin", "http://localhost:3000", "http://localhost:3000"),
  good("issuer-slash", "a trailing slash", "https://app.example/", "https://app.example"),
  good("issuer-path", "a base path", "https://app.example/api/auth", "https://app.example"),
  good("issuer-case", "scheme and host in capitals", "HTTPS://App.Example", "https://app.example"),
  good("issuer-default-port", "the default port of https", "https://app.example:443", "https://app.example"),
  good(
    "issuer-default-port-http",
    "the default port of http",
    "http://app.example:80/",
    "http://app.example",
  ),
  good("issuer-other-port", "http's port on https", "https://app.example:80", "https://app.example:80"),
  good("issuer-ipv6", "an IPv6 address", "http://[::1]:3000", "http://[::1]:3000"),
  good("issuer-query", "query and fragment", "https://app.example/?a=1#b", "https://app.example"),
  bad("issuer-empty", "empty", "", "setting_missing"),
  bad("issuer-no-scheme", "no scheme", "localhost:3000"),
  bad("issuer-ftp", "another scheme", "ftp://app.example"),
  bad("issuer-credentials", "a user name in it", "https://user:pass@app.example"),
  bad("issuer-no-host", "no host", "https://"),
  bad("issuer-bad-port", "a port out of range", "https://app.example:99999"),
]);
