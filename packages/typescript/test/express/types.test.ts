import express from "express";
import { describe, expectTypeOf, it } from "vitest";
import { createAuthBridge } from "../../src/express/index.js";
import type { Principal } from "../../src/index.js";
import { settings } from "../support/adapter/settings.js";

// Checked by the compiler; to run them shows that no app is refused by Express.
describe("types in Express", () => {
  const auth = createAuthBridge(settings().options);
  const limiter: express.RequestHandler = (_req, _res, next) => next();

  it("know the caller in the handler, and leave the route's parameters alone", () => {
    const app = express();
    app.get("/me/:id", auth.principal, (req) => {
      expectTypeOf(auth.principal.of(req)).toEqualTypeOf<Principal>();
      expectTypeOf(req.params).toEqualTypeOf<{ id: string }>();
    });
    app.get("/optional", auth.optionalPrincipal, (req) => {
      expectTypeOf(auth.optionalPrincipal.of(req)).toEqualTypeOf<Principal | undefined>();
    });
    app.post("/api/:user_id", auth.pathOwner, express.json(), (req) => {
      expectTypeOf(auth.pathOwner.of(req)).toEqualTypeOf<Principal>();
      expectTypeOf(req.params).toEqualTypeOf<{ user_id: string }>();
    });
  });

  it("admit the guards wherever handlers go", () => {
    const app = express();
    app.use(auth.principal);
    app.use("/me", auth.principal, express.Router());
    app.get("/me", limiter, auth.principal, limiter);
    app.get("/me", [limiter, auth.optionalPrincipal], limiter);
    app.use("/api/:user_id", auth.pathOwner);
    app.route("/api/:user_id").get(limiter, auth.pathOwner, limiter);
    express.Router().use("/:user_id", auth.pathOwner);
  });

  it("admit pathOwner beside routers and other typed middleware, where the path is not known", () => {
    const router = express.Router({ mergeParams: true });
    router.use(auth.pathOwner);
    router.get("/tasks", auth.pathOwner, limiter);
    express().use("/api/:user_id", auth.pathOwner, router);
    express().get("/api/:user_id/tasks", limiter, auth.pathOwner, limiter);
  });

  it("refuse pathOwner on a path without :user_id", () => {
    const app = express();
    // @ts-expect-error: no parameter
    app.get("/api/tasks", auth.pathOwner, (_req, res) => res.end());
    // @ts-expect-error: another parameter
    app.get("/api/:id/tasks", auth.pathOwner, (_req, res) => res.end());
    // @ts-expect-error: an optional one may be missing
    app.get("/api{/:user_id}", auth.pathOwner, (_req, res) => res.end());
    // @ts-expect-error: a list of segments
    app.get("/api/*user_id", auth.pathOwner, (_req, res) => res.end());
  });
});
