import { randomUUID } from "node:crypto";
import { call } from "../fixtures/api-call.ts";
import { fill, operations } from "../fixtures/openapi.ts";
import { expect, test } from "../fixtures/test.ts";

const PUBLIC = ["/health", "/ready"];

test("401 everywhere: the document names no open operation but health and readiness", () => {
  const open = operations().filter(({ secured }) => !secured);
  expect(open.map(({ template }) => template).sort()).toEqual(PUBLIC);
  expect(operations().length).toBeGreaterThan(PUBLIC.length);
});

for (const { method, template } of operations().filter(({ template }) => !PUBLIC.includes(template))) {
  test(`401 everywhere: ${method} ${template}`, async ({ system, pair: [ada] }) => {
    const url = system.api.origin + fill(template, { user_id: ada.id, task_id: randomUUID() });
    // With and without a body: who is calling comes before what is asked.
    for (const body of [undefined, { title: "Mine", owner: ada.id }]) {
      const options = method === "GET" || body === undefined ? { method } : { method, body };

      const missing = await call(url, options);
      expect(missing.status).toBe(401);
      expect(missing.body.code).toBe("token_missing");
      expect(missing.headers.get("WWW-Authenticate")).toBe("Bearer");
      expect(missing.headers.get("Cache-Control")).toBe("no-store");

      const invalid = await call(url, { ...options, token: "eyJhbGciOiJub25lIn0.e30." });
      expect(invalid.status).toBe(401);
      expect(invalid.body.code).toBe("token_invalid");
      expect(invalid.headers.get("WWW-Authenticate")).toBe('Bearer error="invalid_token"');

      const cookieAlone = await call(url, {
        ...options,
        headers: { Cookie: ada.cookie, "X-User-Id": ada.id },
      });
      expect(cookieAlone.text).toBe(missing.text);
    }
  });
}
