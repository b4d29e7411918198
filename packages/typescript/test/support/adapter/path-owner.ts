import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Setup } from "./index.js";
import { sendRaw } from "./raw-request.js";
import { bearer, tokenOf } from "./settings.js";

const PATHS: readonly [path: string, sub: string, status: number | readonly number[]][] = [
  ["ann", "ann", 200],
  ["%61nn", "ann", 200],
  ["a%20b", "a b", 200],
  ["%C3%A9", "é", 200],
  ["%25FF", "%FF", 200],
  ["%252F", "%2F", 200],
  ["%25%32%46", "%2F", 200],
  ["a%2Fb", "a/b", [403, 404]],
  ["a%5Cb", "a\\b", 403],
  ["a\\b", "a\\b", [400, 403, 404]],
  ["ann%2F..%2Fann", "ann", [403, 404]],
  ["bob/../ann", "ann", [403, 404]],
  ["bob/%2e%2E/ann", "ann", [403, 404]],
  ["./ann", "ann", [403, 404]],
  ["bob\\..\\ann", "ann", [400, 403, 404]],
  ["a+b", "a+b", 200],
  ["Ann", "ann", 403],
  ["ann%20", "ann", 403],
  ["%2561nn", "ann", 403],
  ["%252F", "/", 403],
  ["%25", "%25", 403],
  ["e%CC%81", "é", 403],
  ["%00", "ann", 403],
  ["__proto__", "ann", 403],
  ["%FF", "%FF", [400, 403]],
  ["%FF", "\uFFFD", [400, 403]],
  ["%zz", "%zz", [400, 403]],
  ["%", "%", [400, 403]],
  ["%E9%2561", "%E9%61", [400, 403]],
  ["%C0%AF", "/", [400, 403]],
  ["%ED%A0%80", "\uFFFD\uFFFD\uFFFD", [400, 403]],
];

/** What a segment says; undefined for one that is not percent-encoded UTF-8. */
function decode(segment: string): string | undefined {
  try {
    return decodeURIComponent(segment);
  } catch {
    return undefined;
  }
}

/** Rule A3 of the profile. */
export function testPathOwner(app: Setup): void {
  describe("pathOwner", () => {
    it.each(PATHS)("%s for the user %j: %j", async (path, sub, expected) => {
      const { origin } = await app();
      const authorization = `Authorization: Bearer ${tokenOf(sub)}`;
      const { status, body } = await sendRaw(origin, `GET /api/${path}/tasks HTTP/1.1`, authorization);
      expect([expected].flat()).toContain(status);
      if (status === 200) expect(JSON.parse(body)).toEqual({ user_id: sub });
      if (status === 403) expect(JSON.parse(body)).toMatchObject({ code: "user_mismatch" });
    });

    it("lets in exactly the user whose id is the segment, decoded once and strictly", async () => {
      const { origin } = await app();
      const piece = fc.constantFrom(
        ..."aA+%2561EF",
        "%61",
        "%25",
        "%2F",
        "/../",
        "%5c",
        "%C3%A9",
        "%FF",
        "%ED%A0%80",
        "%zz",
      );
      const segments = fc.array(piece, { minLength: 1, maxLength: 8 }).map((pieces) => pieces.join(""));
      await fc.assert(
        fc.asyncProperty(segments, async (segment) => {
          const owner = decode(segment);
          const readings = [segment, owner, owner && decode(owner), decode(segment.replaceAll("%", "%25"))];
          for (const sub of new Set(readings.filter((each) => each !== undefined))) {
            if (/\p{Cc}/u.test(sub)) continue; // Nobody's id: the token itself is refused.
            const authorization = `Authorization: Bearer ${tokenOf(sub)}`;
            const { status } = await sendRaw(origin, `GET /api/${segment}/tasks HTTP/1.1`, authorization);
            if (sub === owner && !/[/\\]/.test(sub)) expect(status).toBe(200);
            else expect([400, 403, 404]).toContain(status);
          }
        }),
      );
    });

    it("answers 401 before it compares", async () => {
      const { origin } = await app();
      expect((await fetch(`${origin}/api/ann/tasks`)).status).toBe(401);
    });

    it("leaves a route without the parameter to the error handling, closed and loud", async () => {
      const { origin, refusals } = await app();
      const response = await fetch(`${origin}/unowned`, { headers: bearer("ann") });
      expect([response.status, await response.text()]).toEqual([500, "path_parameter_missing"]);
      expect(refusals).toEqual([]);
    });
  });
}
