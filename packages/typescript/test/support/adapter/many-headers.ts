import { describe, expect, it } from "vitest";
import type { Setup } from "./index.js";
import { sendRaw } from "./raw-request.js";
import { tokenOf } from "./settings.js";

/** Rule B1 of the profile. */
export function testManyHeaders(app: Setup): void {
  describe("two Authorization headers", () => {
    const good = `Bearer ${tokenOf("ann")}`;
    const pairs = ["", "Basic YTpi", good].flatMap((a) =>
      ["", "Basic YTpi", good].map((b) => [a, b] as const),
    );

    it.each(pairs)("are refused: %.12j and %.12j", async (a, b) => {
      const { origin, refusals } = await app();
      for (const [at, path] of ["/me", "/optional", "/api/ann/tasks"].entries()) {
        const lines = [`Authorization: ${a}`, `AUTHORIZATION: ${b}`];
        const { status, headers, body } = await sendRaw(origin, `GET ${path} HTTP/1.1`, ...lines);
        expect([status, headers.get("www-authenticate")]).toEqual([401, 'Bearer error="invalid_token"']);
        expect(JSON.parse(body)).toMatchObject({ code: "token_invalid" });
        expect(refusals[at]?.reason).toMatch(/^many_headers: /);
      }
    });

    it.each([`${good}, ${good}`, `Basic YTpi, ${good}`, `, ${good}`, `${good},`])(
      "are not accepted in one either: %.14s",
      async (value) => {
        const { origin } = await app();
        expect((await sendRaw(origin, "GET /me HTTP/1.1", `Authorization: ${value}`)).status).toBe(401);
      },
    );
  });
}
