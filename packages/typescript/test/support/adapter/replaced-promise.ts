import { describe, expect, it } from "vitest";
import { replacePromise } from "../replaced-promise.js";
import { OLD_SECRET } from "../settings.js";
import type { Setup } from "./index.js";
import { lateKeys } from "./keys.js";
import { sendRaw } from "./raw-request.js";
import { tokenOf } from "./settings.js";

const PATHS = ["/me", "/optional", "/api/ann/tasks"];
const good = `Authorization: Bearer ${tokenOf("ann")}`;
const REFUSED: readonly [name: string, lines: readonly string[], paths: readonly string[]][] = [
  ["no token", [], ["/me", "/api/ann/tasks"]],
  ["a bad one", ["Authorization: Bearer x.y.z"], PATHS],
  ["one with another signature", [`${good.slice(0, -4)}AAAA`], PATHS],
  ["one with an unknown kid", [`Authorization: Bearer ${tokenOf("ann", { secret: OLD_SECRET })}`], PATHS],
];

/** For apps with zone.js, bluebird and the like. */
export function testReplacedPromise(app: Setup): void {
  describe("where another class is the global Promise", () => {
    it.each(REFUSED)("refuses %s", async (_, lines, paths) => {
      const { origin, refusals } = await app({ keys: lateKeys() });
      replacePromise();
      for (const path of paths) {
        expect((await sendRaw(origin, `GET ${path} HTTP/1.1`, ...lines)).status).toBe(401);
      }
      expect(refusals).toHaveLength(paths.length);
    });

    it.each(PATHS)("lets a good one in that it has not seen before, and again: %s", async (path) => {
      const { origin } = await app({ keys: lateKeys() });
      replacePromise();
      for (const _ of ["first", "again"]) {
        const { status, body } = await sendRaw(origin, `GET ${path} HTTP/1.1`, good);
        expect([status, body]).toEqual([200, '{"user_id":"ann"}']);
      }
    });
  });
}
