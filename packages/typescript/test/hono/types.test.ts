import { Hono } from "hono";
import { cors } from "hono/cors";
import { createMiddleware } from "hono/factory";
import { describe, expectTypeOf, it } from "vitest";
import { createAuthBridge, type PrincipalEnv } from "../../src/hono/index.js";
import type { Principal } from "../../src/index.js";
import { settings } from "../support/adapter/settings.js";

// Checked by the compiler; to run them shows that no app is refused by Hono.
describe("types in Hono", () => {
  const auth = createAuthBridge(settings().options);

  it("know the caller in the handler", () => {
    new Hono()
      .get("/me", auth.principal, (c) => {
        expectTypeOf(c.var.principal).toEqualTypeOf<Principal>();
        expectTypeOf(c.get("principal")).toEqualTypeOf<Principal>();
        return c.text("");
      })
      .get("/optional", auth.optionalPrincipal, (c) => {
        expectTypeOf(c.var.principal).toEqualTypeOf<Principal | undefined>();
        return c.text("");
      })
      .get("/api/:user_id/tasks/:id", auth.pathOwner, (c) => {
        expectTypeOf(c.var.principal).toEqualTypeOf<Principal>();
        expectTypeOf(c.req.param("id")).toEqualTypeOf<string>();
        return c.text("");
      });
  });

  it("know no caller without a guard", () => {
    new Hono().get("/open", (c) => {
      // @ts-expect-error: nobody has been asked for
      c.var.principal;
      return c.text("");
    });
  });

  it("keep what other middleware adds", () => {
    const stamped = createMiddleware<{ Variables: { stamp: number } }>((c, next) => {
      c.set("stamp", 1);
      return next();
    });
    new Hono().get("/api/:user_id", cors(), stamped, auth.pathOwner, (c) => {
      expectTypeOf(c.var.principal).toEqualTypeOf<Principal>();
      expectTypeOf(c.var.stamp).toEqualTypeOf<number>();
      return c.text("");
    });
  });

  it("carry the caller from a guard of many routes", () => {
    new Hono().use("/api/:user_id/*", auth.pathOwner).get("/api/:user_id/tasks", (c) => {
      expectTypeOf(c.var.principal).toEqualTypeOf<Principal>();
      return c.text("");
    });
    new Hono()
      .basePath("/api/:user_id")
      .on(["GET", "HEAD"], "/tasks", auth.pathOwner, (c) => c.text(c.var.principal.userId));
  });

  it("admit pathOwner below a base path that has :user_id, with the caller's type said once", () => {
    new Hono<PrincipalEnv>()
      .basePath("/api/:user_id")
      .use(auth.principal)
      .get("/tasks", auth.pathOwner, (c) => c.text(c.var.principal.userId));
  });

  it("refuse pathOwner on a path without :user_id", () => {
    const app = new Hono();
    // @ts-expect-error: no parameter
    app.get("/api/tasks", auth.pathOwner, (c) => c.text(""));
    // @ts-expect-error: another parameter
    app.get("/api/:id/tasks", auth.pathOwner, (c) => c.text(""));
    // @ts-expect-error: a longer name
    app.get("/api/:user_idx", auth.pathOwner, (c) => c.text(""));
    // @ts-expect-error: an optional one may be missing
    app.get("/api/:user_id?", auth.pathOwner, (c) => c.text(""));
    // @ts-expect-error: no parameter
    app.use("/api/*", auth.pathOwner);
    // @ts-expect-error: no path at all
    app.use(auth.pathOwner);
    app.get("/api/:user_id{[a-z]+}/tasks", auth.pathOwner, (c) => c.text(c.req.param("user_id")));
  });
});
