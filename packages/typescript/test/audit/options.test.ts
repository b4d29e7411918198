import { describe, expect, it } from "vitest";
import { auditApi } from "../../src/audit/index.js";
import { checkAddress } from "../../src/audit/options.js";
import { AUDIENCE, ISSUER, SECRET } from "../support/settings.js";

const users = { secret: SECRET, issuer: ISSUER, audience: AUDIENCE };

describe("the address", () => {
  it.each([
    "http://localhost:8000",
    "http://api.localhost",
    "http://127.0.0.1:1",
    "http://127.9.9.9",
    "http://[::1]:8000/v1/",
  ])("may be %s", (url) => {
    expect(checkAddress({ url, users }).origin).toBe(new URL(url).origin);
  });

  it.each([
    "https://api.example",
    "http://10.0.0.1",
    "http://0.0.0.0:8000",
    "http://127.0.0.1.example",
    "http://localhost.example",
    "http://notlocalhost",
    "http://[::2]",
  ])("may not be %s, unless the caller says whose it is", async (url) => {
    await expect(auditApi({ url, users })).rejects.toThrow(/not at a loopback address.*--i-own-this-server/);
    expect(checkAddress({ url, users, iOwnThisServer: true }).origin).toBe(new URL(url).origin);
  });

  it.each(["", "localhost:8000", "ftp://localhost", "http://user:pass-word@localhost"])(
    "must be one: %s",
    async (url) => {
      await expect(auditApi({ url, users })).rejects.toThrow("The API's address");
      await expect(auditApi({ url, users })).rejects.not.toThrow("pass-word");
    },
  );

  it("keeps its path: operations are below it", () => {
    expect(checkAddress({ url: "http://localhost/v1/", users }).path).toBe("/v1");
  });
});

it.each([0, -1, 1.5, Number.NaN])("a limit is a whole number above 0, not %s", async (count) => {
  await expect(auditApi({ url: "http://localhost", users, maxRequests: count })).rejects.toThrow(
    "The limit of requests",
  );
  await expect(auditApi({ url: "http://localhost", users, timeout: count })).rejects.toThrow("The time-out");
});
