import { call } from "../fixtures/api-call.ts";
import { startOtherOrigin } from "../fixtures/other-origin.ts";
import { expect, test } from "../fixtures/test.ts";
import { mint, signUp } from "../fixtures/users.ts";

/** "localhost" on another port is the same site, so that SameSite alone would let the cookie through. */
for (const [kind, host] of [
  ["another site", "127.0.0.1"],
  ["another origin of the same site", "localhost"],
] as const) {
  test(`a POST from ${kind} changes nothing`, async ({ page, user, system }) => {
    const other = await startOtherOrigin("<title>Prizes</title>", host);
    try {
      await page.goto(other.origin);
      const target = `${system.web.origin}/api/auth/sign-out`;
      await page.evaluate(async (url) => {
        // Those that a page may send anywhere without asking first; null has no media type to refuse.
        const bodies = [null, new Blob(["{}"], { type: "text/plain" }), new URLSearchParams({ a: "b" })];
        // What comes of each is hidden from this page or kept from it; whether it had an effect is seen below.
        for (const body of bodies) {
          await fetch(url, { method: "POST", mode: "no-cors", credentials: "include", body }).catch(() => {});
        }
        const json = {
          method: "POST",
          credentials: "include",
          headers: { "Content-Type": "application/json" },
          body: "{}",
        } as const;
        await fetch(url, json).catch(() => {});
      }, target);
      const answered = page.waitForResponse(target);
      await page.evaluate((url) => {
        const form = Object.assign(document.createElement("form"), {
          method: "POST",
          action: url,
          enctype: "text/plain",
        });
        document.body.append(form);
        form.submit();
      }, target);
      const status = (await answered).status();
      expect(status).toBeGreaterThanOrEqual(400);
      expect((await mint(system.web.origin, user.cookie)).response.status).toBe(200);
    } finally {
      await other.close();
    }
  });
}

test("a form of another site signs nobody in", async ({ page, context, system }) => {
  const mallory = await signUp(system);
  const other = await startOtherOrigin("<title>Prizes</title>");
  try {
    await page.goto(other.origin);
    const target = `${system.web.origin}/api/auth/sign-in/email`;
    const answered = page.waitForResponse(target);
    await page.evaluate(
      ({ url, email, password }) => {
        const form = Object.assign(document.createElement("form"), { method: "POST", action: url });
        for (const [name, value] of Object.entries({ email, password })) {
          form.append(Object.assign(document.createElement("input"), { name, value }));
        }
        document.body.append(form);
        form.submit();
      },
      { url: target, email: mallory.email, password: mallory.password },
    );
    expect((await answered).status()).toBeGreaterThanOrEqual(400);
    expect(await context.cookies(system.web.origin)).toEqual([]);
  } finally {
    await other.close();
  }
});

test("the API lets only the web app's pages read its answers", async ({ page, system, pair: [ada] }) => {
  const other = await startOtherOrigin("<title>Prizes</title>");
  try {
    await page.goto(other.origin);
    const url = `${system.api.origin}/api/${ada.id}/tasks`;
    const token = await ada.token();
    const read = (from: string) =>
      call(url, {
        method: "OPTIONS",
        headers: {
          Origin: from,
          "Access-Control-Request-Method": "GET",
          "Access-Control-Request-Headers": "authorization",
        },
      });
    const outcome = await page.evaluate(
      ({ url, token }) =>
        fetch(url, { headers: { Authorization: `Bearer ${token}` } }).then(
          () => "read",
          () => "stopped",
        ),
      { url, token },
    );
    expect(outcome).toBe("stopped");
    expect((await read(other.origin)).headers.get("Access-Control-Allow-Origin")).toBeNull();
    const own = await read(system.web.origin);
    expect(own.headers.get("Access-Control-Allow-Origin")).toBe(system.web.origin);
    expect(own.headers.get("Access-Control-Allow-Credentials")).toBeNull();
  } finally {
    await other.close();
  }
});
