import { createTokenClient } from "jwt-auth-bridge/client";
import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { API, openBrowser } from "../test/browser";
import { makeAuthClient } from "./auth-client";
import { endSessions, explainFailure } from "./sign-out";

let browser: Awaited<ReturnType<typeof openBrowser>>;
beforeEach(async () => {
  browser = await openBrowser();
});
afterEach(async () => {
  vi.useRealTimers();
  await browser.close();
});

const client = () => makeAuthClient(createTokenClient({ apiUrl: API }));
const status = (code: number) => async () => Response.json({}, { status: code });

it("does not take a 401 for the end while the database is down", async () => {
  await browser.sql("ALTER TABLE session RENAME TO gone");
  const statuses: number[] = [];
  browser.route("/revoke-sessions", async (request) => {
    const response = await browser.ask(request);
    statuses.push(response.status);
    return response;
  });
  expect(await endSessions(client(), "everywhere")).toBe("refused");
  expect(statuses).toEqual([401]);
  await browser.sql("ALTER TABLE gone RENAME TO session");
  expect(await endSessions(client(), "everywhere")).toBe("done");
  expect(await browser.sql("SELECT 1 FROM session")).toEqual([]);
});

it("does not take a 401 for the end while the session is there", async () => {
  browser.route("/revoke-sessions", status(401));
  expect(await endSessions(client(), "everywhere")).toBe("refused");
});

it.each(["here", "everywhere"] as const)("gives up a server that does not answer (%s)", async (extent) => {
  vi.useFakeTimers();
  const never = ({ signal }: Request) =>
    new Promise<Response>((_, reject) => signal.addEventListener("abort", () => reject(signal.reason)));
  browser.route(extent === "here" ? "/sign-out" : "/revoke-sessions", never);
  const ending = endSessions(client(), extent);
  await vi.advanceTimersByTimeAsync(10_000);
  expect(await Promise.race([ending, "still waiting"])).toBe("unanswered");
});

it.each([
  [429, "limited"],
  [500, "refused"],
  [503, "refused"],
] as const)("tells what %d means", async (code, failure) => {
  browser.route("/sign-out", status(code));
  browser.route("/revoke-sessions", status(code));
  expect(await endSessions(client(), "here")).toBe(failure);
  expect(await endSessions(client(), "everywhere")).toBe(failure);
});

it("says what is known, and what to do", () => {
  expect(explainFailure("limited", "here")).toMatch(/^You are still signed in: .*too many requests.* Wait/);
  expect(explainFailure("refused", "everywhere")).toMatch(/^You are not signed out everywhere: .* Try again/);
  // It may have been done, and its answer lost.
  expect(explainFailure("unanswered", "here")).toMatch(/you may still be signed in.*Try again/);
});
