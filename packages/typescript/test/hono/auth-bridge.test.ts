import { createAdaptorServer } from "@hono/node-server";
import { type Context, Hono, type Next } from "hono";
import { cors } from "hono/cors";
import { describe, expect, it } from "vitest";
import { createAuthBridge } from "../../src/hono/index.js";
import { type AuthBridgeOptions, ConfigurationError } from "../../src/index.js";
import { testAdapter } from "../support/adapter/index.js";
import { settings, tokenOf } from "../support/adapter/settings.js";
import { listen } from "../support/listen.js";

function createApp(options: AuthBridgeOptions) {
  const auth = createAuthBridge(options);
  // Widened on purpose: the types refuse pathOwner on a path without :user_id.
  const unowned: string = "/unowned";
  return new Hono()
    .get("/me", auth.principal, (c) => c.json({ user_id: c.var.principal.userId }))
    .post("/me", auth.principal, async (c) => {
      const { text } = await c.req.json<{ text: string }>();
      return c.json({ user_id: c.var.principal.userId, length: text.length });
    })
    .get("/optional", auth.optionalPrincipal, (c) => c.json({ user_id: c.var.principal?.userId ?? null }))
    .get("/api/:user_id/tasks", auth.pathOwner, (c) => c.json({ user_id: c.var.principal.userId }))
    .get(unowned, auth.pathOwner, (c) => c.text("let in"))
    .onError((error, c) => c.text(error instanceof ConfigurationError ? error.code : "another error", 500));
}

testAdapter((options) => listen(createAdaptorServer(createApp(options))));

describe("Hono", () => {
  const authorization = `Bearer ${tokenOf("ann")}`;

  it.each([
    [
      "x-request-id",
      async (c: Context, next: Next) => {
        c.header("X-Request-Id", "7");
        await next();
      },
    ],
    ["access-control-allow-origin", cors()],
  ])("keeps the header %s of the app, on refusals too", async (name, middleware) => {
    const { options } = settings();
    const app = new Hono()
      .use(middleware)
      .get("/me", createAuthBridge(options).principal, (c) => c.text("in"));
    const { status, headers } = await app.request("/me");
    expect(status).toBe(401);
    expect(headers.get("content-type")).toBe("application/problem+json");
    expect(headers.has(name)).toBe(true);
  });

  it("guards everything below a path", async () => {
    const { options, refusals } = settings();
    const auth = createAuthBridge(options);
    const app = new Hono()
      .use("/api/:user_id/*", auth.pathOwner)
      .get("/api/:user_id/tasks/:id", (c) => c.text(`${c.var.principal.userId} ${c.req.param("id")}`));
    const ask = (path: string) => app.request(path, { headers: { authorization } });
    expect(await (await ask("/api/ann/tasks/1")).text()).toBe("ann 1");
    expect((await ask("/api/bob/tasks/1")).status).toBe(403);
    expect(refusals[0]?.route).toBe("/api/:user_id/*");
  });

  describe("where there is only Fetch", () => {
    it("refuses two headers, which come joined", async () => {
      const { options } = settings();
      const app = createApp(options);
      for (const first of ["", "Basic YTpi", authorization]) {
        const headers = new Headers({ authorization: first });
        headers.append("authorization", authorization);
        expect((await app.request("/me", { headers })).status).toBe(401);
      }
      expect((await app.request("/me", { headers: { authorization } })).status).toBe(200);
    });
  });

  it("lets nobody in at an address that the app has put in the place of Node's, when that is ambiguous", async () => {
    const inner = createApp(settings().options);
    const outer = new Hono().all("/:id", (c) => {
      const url = new URL(`/api/${c.req.query("id")}/tasks`, c.req.url);
      return inner.fetch(new Request(url, c.req.raw), c.env);
    });
    const origin = await listen(createAdaptorServer(outer));
    const ask = (id: string, sub: string) =>
      fetch(`${origin}/x?id=${id}`, { headers: { authorization: `Bearer ${tokenOf(sub)}` } });
    expect((await ask("ann", "ann")).status).toBe(200);
    expect((await ask("%25FF", "%FF")).status).toBe(403);
  });

  it("verifies the request that is being answered, not the one of Node that it was made from", async () => {
    const { options } = settings();
    const inner = createApp(options);
    const outer = new Hono().all("*", (c) => inner.fetch(new Request(c.req.url), c.env));
    const origin = await listen(createAdaptorServer(outer));
    expect((await fetch(`${origin}/me`, { headers: { authorization } })).status).toBe(401);
    expect((await fetch(`${origin}/optional`, { headers: { authorization } })).status).toBe(200);
  });
});
