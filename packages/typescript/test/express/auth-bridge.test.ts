import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { createServer, IncomingMessage, ServerResponse } from "node:http";
import { Socket } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import express from "express";
// @ts-expect-error: there are types for Express 5 alone
import express4 from "express4";
import { describe, expect, it, onTestFinished, vi } from "vitest";
import { createAuthBridge } from "../../src/express/index.js";
import { type AuthBridgeOptions, ConfigurationError } from "../../src/index.js";
import { testAdapter } from "../support/adapter/index.js";
import { sendRaw } from "../support/adapter/raw-request.js";
import { settings, tokenOf } from "../support/adapter/settings.js";
import { listen } from "../support/listen.js";

function createApp(options: AuthBridgeOptions, app = express()): express.Express {
  const auth = createAuthBridge(options);
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

describe("Express 5", () => testAdapter((options) => serve(createApp(options))));
describe("Express 4", () =>
  testAdapter((options) => serve(createApp(options, express4() as express.Express))));

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
    app.use("/api/:user_id", auth.pathOwner, router);
    const origin = await serve(app);
    expect(await (await fetch(`${origin}/api/ann/tasks`, { headers })).json()).toEqual(["ann", "ann"]);
    expect((await fetch(`${origin}/api/bob/tasks`, { headers })).status).toBe(403);
    expect((await fetch(`${origin}/open/bob/tasks`)).status).toBe(401);
    expect(refusals.map(({ route }) => route)).toEqual(["(unknown route)", "…/tasks"]);
  });

  it.each([
    "/files/ann/../bob/x.txt",
    "/files/ann/%2e%2e/bob/x.txt",
    "/files/ann%2f..%2fbob%2fx.txt",
    "/files/ann/..%5cbob/x.txt",
    "/files//bob/x.txt",
  ])("gives ann no file of bob's: %s", async (target) => {
    const { options } = settings();
    const auth = createAuthBridge(options);
    const root = await mkdtemp(join(tmpdir(), "files-"));
    onTestFinished(() => rm(root, { recursive: true }));
    for (const user of ["ann", "bob"]) {
      await mkdir(join(root, user));
      await writeFile(join(root, user, "x.txt"), `of ${user}`);
    }
    const files = express.static(root);
    const app = express();
    app.use("/files/:user_id", auth.pathOwner, (req, res, next) => {
      req.url = req.originalUrl.slice("/files".length);
      files(req, res, next);
    });
    const origin = await serve(app);
    const ask = (path: string) =>
      sendRaw(origin, `GET ${path} HTTP/1.1`, `Authorization: ${headers.authorization}`);
    expect(await ask("/files/ann/x.txt")).toMatchObject({ status: 200, body: "of ann" });
    const { status, body } = await ask(target);
    expect([403, 404]).toContain(status);
    expect(body).not.toContain("of bob");
  });

  it("judges the address that came, not what the app has made of it", async () => {
    const { options } = settings();
    const app = express().use((req, _, next) => {
      req.url = new URL(req.url, "http://localhost").pathname;
      next();
    });
    const origin = await serve(createApp(options, app));
    const ask = (path: string) =>
      sendRaw(origin, `GET ${path} HTTP/1.1`, `Authorization: ${headers.authorization}`);
    expect((await ask("/api/ann/tasks")).status).toBe(200);
    expect((await ask("/api/bob/../ann/tasks")).status).toBe(403);
  });

  it("finds the token of a request that no server has read", async () => {
    const { options } = settings();
    const guard = createAuthBridge(options).principal;
    const request = Object.assign(new IncomingMessage(new Socket()), { headers });
    const next = vi.fn();
    await guard(request, new ServerResponse(request), next);
    expect(next).toHaveBeenCalledExactlyOnceWith();
    expect(guard.of(request).userId).toBe("ann");
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
