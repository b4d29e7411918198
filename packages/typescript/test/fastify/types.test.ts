import Fastify from "fastify";
import { describe, expectTypeOf, it } from "vitest";
import { createAuthBridge } from "../../src/fastify/index.js";
import type { Principal } from "../../src/index.js";
import { settings } from "../support/adapter/settings.js";

// Checked by the compiler; to run them shows that no app is refused by Fastify.
describe("types in Fastify", () => {
  const auth = createAuthBridge(settings().options);

  it("know the caller in the handler", () => {
    const app = Fastify();
    app.get("/me", { onRequest: auth.principal }, async (request) => {
      expectTypeOf(auth.principal.of(request)).toEqualTypeOf<Principal>();
      expectTypeOf(request.params).toEqualTypeOf<unknown>();
    });
    app.get("/optional", { onRequest: [auth.optionalPrincipal] }, async (request) => {
      expectTypeOf(auth.optionalPrincipal.of(request)).toEqualTypeOf<Principal | undefined>();
    });
  });

  it("leave the route's own types alone", () => {
    type Route = {
      Params: { user_id: string; id: string };
      Body: { text: string };
      Reply: { done: boolean };
    };
    const app = Fastify();
    app.put<Route>("/api/:user_id/tasks/:id", { onRequest: auth.pathOwner }, async (request, reply) => {
      expectTypeOf(auth.pathOwner.of(request)).toEqualTypeOf<Principal>();
      expectTypeOf(request.params).toEqualTypeOf<Route["Params"]>();
      expectTypeOf(request.body).toEqualTypeOf<Route["Body"]>();
      return reply.send({ done: true });
    });
    app.route<Route>({
      method: "GET",
      url: "/api/:user_id/tasks/:id",
      onRequest: auth.pathOwner,
      handler: async (request) => ({ done: auth.pathOwner.of(request).userId === request.params.user_id }),
    });
  });

  it("admit the guards as hooks of a plugin, and over HTTP/2", () => {
    Fastify({ logger: false }).addHook("onRequest", auth.principal);
    const app = Fastify({ http2: true });
    app.addHook("onRequest", auth.optionalPrincipal);
    app.get("/me", { onRequest: auth.principal }, async (request) => auth.principal.of(request).userId);
  });
});
