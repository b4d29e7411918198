import { expect, it } from "vitest";
import { checkDebug } from "../src/debug.js";
import { ConfigurationError } from "../src/index.js";

it.each([
  "http://localhost:3000",
  "https://app.localhost",
  "http://a.my_app-2.localhost:8080",
  "http://127.0.0.1",
  "http://[::1]:3000",
])("admits debug for %s", (issuer) => {
  expect(checkDebug(true, issuer)).toBe(true);
  expect(checkDebug(false, issuer)).toBe(false);
});

it.each([
  "https://app.example",
  "http://localhost.example",
  "http://notlocalhost",
  "http://127.0.0.1.example",
  "http://evil?x.localhost",
  "http://evil#x.localhost",
  "http://evil\\x.localhost",
  "http://evil@x.localhost",
  "http://evil/x.localhost",
  "http://.localhost",
  "http://[::2]",
])("refuses debug for %s", (issuer) => {
  expect(() => checkDebug(true, issuer)).toThrow(ConfigurationError);
  expect(checkDebug(false, issuer)).toBe(false);
});
