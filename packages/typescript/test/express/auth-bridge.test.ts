import { createServer } from "node:http";
import express from "express";
import { describe, expect, it } from "vitest";
import { createAuthBridge } from "../../src/express/index.js";
import { type AuthBridgeOptions, ConfigurationError } from "../../src/index.js";
import { testAdapter } from "../support/adapter/index.js";
import { settings, tokenOf } from "../support/adapter/settings.js";
import { listen } from "../support/listen.js";

function createApp(options: AuthBridgeOptions): express.Express {
  const auth = createAuthBridge(options);
  const app = express();
  app.get("/me", auth.principal, (req, res) => {
    res.json({ user_id: auth.principal.of(req).userId });
  });
  app.post("/me", auth.principal, express.json(), (req, res) => {
    res.json({ user_id: auth.principal.of(req).userId, length: req.body.text.length });
  });
  app.get("/optional", auth.optionalPrincipal, (req, res) => {
    res.json({ user_id: auth.optionalPrincipal.of(req)?.userId ?? null });
  });
  app.get("/api/:user_id/tasks", auth.pathOwner, (req, res) => {
    res.json({ user_id: auth.pathOwner.of(req).userId });
  });
  // @ts-expect-error: the path has no :user_id
  app.get("/unowned", auth.pathOwner, (_, res) => {
    res.send("let in");
  });
  app.use(answerError);
  return app;
}

const answerError: express.ErrorRequestHandler = (error, _, res, _next) => {
  if (error instanceof ConfigurationError) res.status(500).send(error.code);
  else res.status(error.status ?? 500).send("another error");
};

const serve = (app: express.Express) => listen(createServer(app));

testAdapter((options) => serve(createApp(options)));

describe("Express", () => {
  const headers = { authorization: `Bearer ${tokenOf("ann")}` };

  it("keeps the headers that the app has set, on refusals too", async () => {
    const { options } = settings();
    const app = express().use((_, res, next) => {
      res.set("X-Request-Id", "7");
      next();
    });
    app.get("/me", createAuthBridge(options).principal);
    const response = await fetch(`${await serve(app)}/me`);
    expect([response.status, response.headers.get("x-request-id")]).toEqual([401, "7"]);
  });

  it("guards a router where it is mounted, and writes no id of the path into the log", async () => {
    const { options, refusals } = settings();
    const auth = createAuthBridge(options);
    const router = express.Router();
    router.get("/tasks", auth.principal, (req, res) => {
      res.json([auth.principal.of(req).userId, auth.pathOwner.of(req).userId]);
    });
    const app = express();
    app.use("/open/:user_id", router);
    app.use("/api/:user_id", auth.pathOwner);
    app.use("/api/:user_id", router);
    const origin = await serve(app);
    expect(await (await fetch(`${origin}/api/ann/tasks`, { headers })).json()).toEqual(["ann", "ann"]);
    expect((await fetch(`${origin}/api/bob/tasks`, { headers })).status).toBe(403);
    expect((await fetch(`${origin}/open/bob/tasks`)).status).toBe(401);
    expect(refusals.map(({ route }) => route)).toEqual(["(unknown route)", "…/tasks"]);
  });

  it("does not find the parent's user_id in a router of its own: closed and loud", async () => {
    const { options } = settings();
    const auth = createAuthBridge(options);
    const router = express.Router().get("/:task_id", (req, res, next) => {
      // @ts-expect-error: this router does not know :user_id
      const guard: express.RequestHandler<{ task_id: string }> = auth.pathOwner;
      return guard(req, res, next);
    });
    const app = express().use("/api/:user_id", router, answerError);
    const response = await fetch(`${await serve(app)}/api/ann/1`, { headers });
    expect([response.status, await response.text()]).toEqual([500, "path_parameter_missing"]);
  });

  it("hands out no caller on a route that lacks the guard", async () => {
    const { options } = settings();
    const auth = createAuthBridge(options);
    const app = express();
    app.get("/api/:user_id/tasks", auth.principal, (req, res) => {
      res.json(auth.pathOwner.of(req));
    });
    app.use(answerError);
    const response = await fetch(`${await serve(app)}/api/bob/tasks`, { headers });
    expect([response.status, await response.text()]).toEqual([500, "guard_missing"]);
  });
});
