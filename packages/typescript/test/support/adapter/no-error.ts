import { describe, expect, it } from "vitest";
import type { Setup } from "./index.js";
import { brokenKeys } from "./keys.js";
import { sendRaw } from "./raw-request.js";
import { tokenOf } from "./settings.js";

/** To `next()` of Express these say: go on, or go on elsewhere. */
export const NO_ERRORS = [undefined, null, "", "route", "router", 0, false];

/** What may be thrown without being an Error. */
export function testNoError(app: Setup): void {
  describe("what is thrown and is no Error", () => {
    it.each(NO_ERRORS)("ends the request when the log throws it: %j", async (thrown) => {
      const log = () => {
        throw thrown;
      };
      const { origin } = await app({ log });
      for (const path of ["/me", "/api/ann/tasks"]) {
        const { status, body } = await sendRaw(origin, `GET ${path} HTTP/1.1`);
        expect([status, body]).toEqual([500, "another error"]);
      }
    });

    it.each(NO_ERRORS)("ends the request when a source of keys rejects with it: %j", async (reason) => {
      const { origin } = await app({ keys: brokenKeys(reason) });
      const authorization = `Authorization: Bearer ${tokenOf("ann")}`;
      for (const path of ["/me", "/optional", "/api/ann/tasks"]) {
        const { status, body } = await sendRaw(origin, `GET ${path} HTTP/1.1`, authorization);
        expect([status, body]).toEqual([500, "another error"]);
      }
    });
  });
}
