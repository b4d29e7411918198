import { connect } from "node:http2";
import { createConnection } from "node:net";
import { text } from "node:stream/consumers";
import Fastify, { type FastifyInstance } from "fastify";
import { describe, expect, it, onTestFinished } from "vitest";
import { createAuthBridge } from "../../src/fastify/index.js";
import { type AuthBridgeOptions, ConfigurationError } from "../../src/index.js";
import { testAdapter } from "../support/adapter/index.js";
import { sendRaw } from "../support/adapter/raw-request.js";
import { settings, tokenOf } from "../support/adapter/settings.js";
import { withResolvers } from "../support/promise.js";

function createApp(options: AuthBridgeOptions): FastifyInstance {
  const auth = createAuthBridge(options);
  const app = Fastify();
  app.get("/me", { onRequest: auth.principal }, async (request) => ({
    user_id: auth.principal.of(request).userId,
  }));
  app.post<{ Body: { text: string } }>("/me", { onRequest: auth.principal }, async (request) => ({
    user_id: auth.principal.of(request).userId,
    length: request.body.text.length,
  }));
  app.get("/optional", { onRequest: auth.optionalPrincipal }, async (request) => ({
    user_id: auth.optionalPrincipal.of(request)?.userId ?? null,
  }));
  app.get("/api/:user_id/tasks", { onRequest: auth.pathOwner }, async (request) => ({
    user_id: auth.pathOwner.of(request).userId,
  }));
  app.get("/unowned", { onRequest: auth.pathOwner }, async () => "let in");
  app.setErrorHandler((error: Error & { statusCode?: number }, _, reply) => {
    if (error instanceof ConfigurationError) return reply.code(500).send(error.code);
    return reply.code(error.statusCode ?? 500).send("another error");
  });
  return app;
}

async function serve(app: FastifyInstance): Promise<string> {
  onTestFinished(() => app.close());
  return app.listen({ port: 0, host: "127.0.0.1" });
}

testAdapter((options) => serve(createApp(options)));

describe("Fastify", () => {
  const headers = { authorization: `Bearer ${tokenOf("ann")}` };

  it("keeps the headers that the app has set, and runs its other hooks, on refusals too", async () => {
    const { options } = settings();
    const app = Fastify();
    app.addHook("onSend", async (_, reply) => {
      reply.header("x-request-id", "7");
    });
    app.get("/me", { onRequest: createAuthBridge(options).principal }, async () => "in");
    const response = await app.inject("/me");
    expect([response.statusCode, response.headers["x-request-id"]]).toEqual([401, "7"]);
  });

  it("guards the routes of a plugin, and no others", async () => {
    const { options, refusals } = settings();
    const auth = createAuthBridge(options);
    const app = Fastify();
    app.get("/", async () => "open");
    await app.register(
      async (api) => {
        api.addHook("onRequest", auth.pathOwner);
        api.get("/tasks", async (request) => auth.pathOwner.of(request).userId);
      },
      { prefix: "/api/:user_id" },
    );
    expect((await app.inject({ url: "/api/ann/tasks", headers })).body).toBe("ann");
    expect((await app.inject({ url: "/api/bob/tasks", headers })).statusCode).toBe(403);
    expect((await app.inject("/")).body).toBe("open");
    expect(refusals.map(({ route }) => route)).toEqual(["/api/:user_id/tasks"]);
  });

  it("answers for an unknown address too, when it guards everything", async () => {
    const { options, refusals } = settings();
    const app = Fastify();
    app.addHook("onRequest", createAuthBridge(options).principal);
    expect((await app.inject("/nowhere/ann")).statusCode).toBe(401);
    expect(refusals[0]?.route).toBe("(unknown route)");
  });

  it("stands before the parsing of the body and its validation", async () => {
    const { options } = settings();
    const app = createApp(options);
    const response = await app.inject({
      method: "POST",
      url: "/me",
      payload: "{",
      headers: { "content-type": "application/json" },
    });
    expect(response.statusCode).toBe(401);
  });

  // Fastify's documented `return reply` in an async hook lets such a request through to the handler.
  it("lets no refused request through whose client hangs up while the answer is on its way", async () => {
    const handled: string[] = [];
    const hungUp = withResolvers<void>();
    const sent = withResolvers<void>();
    const app = Fastify();
    app.addHook("onSend", async () => {
      socket.destroy();
      await hungUp.promise;
      sent.resolve();
    });
    app.delete("/tasks", { onRequest: createAuthBridge(settings().options).principal }, async ({ raw }) => {
      handled.push(raw.url ?? "");
    });
    app.addHook("onRequest", async (_, reply) => {
      reply.raw.on("close", hungUp.resolve);
    });
    const { port, hostname } = new URL(await serve(app));
    const socket = createConnection(Number(port), hostname);
    socket.write("DELETE /tasks HTTP/1.1\r\nHost: localhost\r\n\r\n");
    await sent.promise;
    await new Promise((resolve) => setImmediate(resolve));
    expect(handled).toEqual([]);
  });

  it("works over HTTP/2", async () => {
    const auth = createAuthBridge(settings().options);
    const app = Fastify({ http2: true });
    app.get("/me", { onRequest: auth.principal }, async (request) => auth.principal.of(request).userId);
    const session = connect(await app.listen({ port: 0, host: "127.0.0.1" }));
    onTestFinished(async () => {
      session.close();
      await app.close();
    });
    expect(await text(session.request({ ":path": "/me", ...headers }))).toBe("ann");
    expect(await text(session.request({ ":path": "/me" }))).toContain("token_missing");
  });

  it("finds the token of a request that no server has read", () => {
    const guard = createAuthBridge(settings().options).principal;
    const raw = { rawHeaders: [], headers };
    const request = { method: "GET", originalUrl: "/me", params: {}, raw, routeOptions: {} };
    return new Promise<void>((resolve, reject) => {
      guard(request, { code: reject, headers: reject, send: reject }, (error) => {
        expect([error, guard.of(request).userId]).toEqual([undefined, "ann"]);
        resolve();
      });
    });
  });

  it("judges the address that came, not what the app has made of it", async () => {
    const auth = createAuthBridge(settings().options);
    const app = Fastify({ rewriteUrl: ({ url = "" }) => new URL(url, "http://localhost").pathname });
    app.get("/api/:user_id", { onRequest: auth.pathOwner }, async () => "in");
    expect((await app.inject({ url: "/api/ann", headers })).statusCode).toBe(200);
    const origin = await serve(app);
    const authorization = `Authorization: ${headers.authorization}`;
    expect((await sendRaw(origin, "GET /api/bob/../ann HTTP/1.1", authorization)).status).toBe(403);
  });

  it("hands out no caller on a route that lacks the guard", async () => {
    const { options } = settings();
    const auth = createAuthBridge(options);
    const app = Fastify();
    app.get("/api/:user_id/tasks", { onRequest: auth.principal }, async (request) =>
      auth.pathOwner.of(request),
    );
    const response = await app.inject({ url: "/api/bob/tasks", headers });
    expect([response.statusCode, response.json()]).toMatchObject([500, { code: "guard_missing" }]);
  });
});
