import { ConfigurationError } from "jwt-auth-bridge";
import { afterEach, expect, it, vi } from "vitest";
import { openBrowser } from "../test/browser";
import { answerOf } from "./auth-answer";

const request = () => new Request("http://localhost:3000/api/auth/token");

let browser: Awaited<ReturnType<typeof openBrowser>> | undefined;
afterEach(() => browser?.close());

it("is Better Auth's while its database is there, and 503 while it is not", async () => {
  browser = await openBrowser();
  const { ask, sql } = browser;
  expect((await answerOf(ask, request())).status).toBe(200);
  for (const table of ["rateLimit", "session"]) await sql(`ALTER TABLE ${table} RENAME TO no_${table}`);
  const lines = vi.spyOn(console, "error").mockClear().mock.calls;
  const answer = await answerOf(ask, request());
  expect([answer.status, answer.headers.get("retry-after")]).toEqual([503, "5"]);
  expect(await answer.json()).toMatchObject({ status: 503, code: "database_unavailable" });
  expect(lines.at(-1)).toEqual(["ERROR [Better Auth]: a request cannot be answered: Error SQLITE_ERROR"]);

  // The limits may be counted elsewhere.
  await sql("ALTER TABLE no_rateLimit RENAME TO rateLimit");
  const unread = await answerOf(ask, request());
  expect(unread.status).toBe(503);
  expect(await unread.json()).toMatchObject({ code: "session_unavailable" });
  await sql("ALTER TABLE no_session RENAME TO session");
  expect((await answerOf(ask, request())).status).toBe(200);
});

it("is none where Better Auth cannot start", async () => {
  const error = new ConfigurationError("setting_invalid", "the mend");
  await expect(answerOf(() => Promise.reject(error), request())).rejects.toBe(error);
});
