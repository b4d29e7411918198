import { QueryObserver } from "@tanstack/react-query";
import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { API, openBrowser } from "../test/browser";
import { takeFarewell } from "./farewell";
import { createServices } from "./services";

let browser: Awaited<ReturnType<typeof openBrowser>>;
beforeEach(async () => {
  browser = await openBrowser();
});
afterEach(() => browser.close());

const params = { path: { user_id: "ada" }, query: {} };

/** Have the answer of a path wait, until `release` is called. */
function hold(path: string) {
  let release = (): void => {};
  const released = new Promise<void>((resolve) => {
    release = resolve;
  });
  const asked = new Promise<void>((resolve) => {
    browser.route(path, async (request) => {
      resolve();
      await released;
      return browser.ask(request);
    });
  });
  return { asked, release: () => release() };
}

it("sends what was asked for while signing out when that has failed", async () => {
  const services = createServices(API);
  const { asked, release } = hold("/revoke-sessions");
  await browser.sql("ALTER TABLE revocation RENAME TO gone");
  const signingOut = services.signOut("everywhere");
  await asked;
  const answered = vi.fn();
  const list = services.api.GET("/api/{user_id}/tasks", { params }).then(answered);
  await new Promise((resolve) => setTimeout(resolve, 50));
  expect(answered).not.toHaveBeenCalled();
  release();
  expect(await signingOut).toBe("refused");
  await list;
  expect(answered.mock.calls[0]?.[0].response.status).toBe(200);
  expect(browser.replace).not.toHaveBeenCalled();
});

it("loads a list anew whose first load signing out has cancelled in vain", async () => {
  const { api, queryClient, signOut } = createServices(API);
  let asked = 0;
  browser.route("/api/ada/tasks", ({ signal }) => {
    asked += 1;
    if (asked > 1) return Promise.resolve(Response.json({ items: [], next_cursor: null }));
    return new Promise((_, reject) => signal.addEventListener("abort", () => reject(signal.reason)));
  });
  const list = new QueryObserver(queryClient, {
    queryKey: ["tasks"],
    queryFn: ({ signal }) =>
      api.GET("/api/{user_id}/tasks", { params, signal }).then(({ response }) => response.status),
  });
  const leave = list.subscribe(() => {});
  await vi.waitFor(() => expect(asked).toBe(1));
  await browser.sql("ALTER TABLE revocation RENAME TO gone");
  expect(await signOut("everywhere")).toBe("refused");
  await vi.waitFor(() => expect(list.getCurrentResult().data).toBe(200));
  leave();
});

it("asks the API nothing more once signed out", async () => {
  const services = createServices(API);
  const { asked, release } = hold("/sign-out");
  const signingOut = services.signOut("here");
  await asked;
  const tasks = vi.fn(async () => Response.json({}));
  browser.route("/api/ada/tasks", tasks);
  void services.api.GET("/api/{user_id}/tasks", { params });
  release();
  expect(await signingOut).toBeUndefined();
  await new Promise((resolve) => setTimeout(resolve, 50));
  expect(tasks).not.toHaveBeenCalled();
  expect(browser.replace.mock.calls).toEqual([["/sign-in"]]);
  expect(takeFarewell()).toBe(false);
});

it("tells the sign-in page, and no address, that all sessions have ended", async () => {
  expect(await createServices(API).signOut("everywhere")).toBeUndefined();
  expect(browser.replace.mock.calls).toEqual([["/sign-in"]]);
  expect(takeFarewell()).toBe(true);
  expect(takeFarewell()).toBe(false);
});

it("claims to have ended nothing where the session was over before", async () => {
  await browser.sql("DELETE FROM session");
  expect(await createServices(API).signOut("everywhere")).toBeUndefined();
  expect(browser.replace.mock.calls).toEqual([["/sign-in?ended"]]);
  expect(takeFarewell()).toBe(false);
});
