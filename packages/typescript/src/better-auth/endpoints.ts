import { createAuthEndpoint, sensitiveSessionMiddleware } from "better-auth/api";
import { getJwtToken, type JwtOptions } from "better-auth/plugins";
import { AuthError, ConfigurationError } from "../errors.js";
import { sharedSecret } from "../keys.js";
import { createVerifier } from "../verifier.js";
import type { Issuing } from "./issuing.js";

/**
 * Endpoints that take the place of those of Better Auth's `jwt()`, under the same names and paths.
 *
 * @param jwtOptions - What `jwt()` was configured with.
 * @param issuing - Fails until the plugin has been started.
 */
export function bridgeEndpoints(jwtOptions: JwtOptions, audience: string, issuing: () => Issuing) {
  return {
    /** A token for the session of the request's cookie; 401 when that session has ended. */
    getToken: createAuthEndpoint(
      "/token",
      {
        method: "GET",
        requireHeaders: true,
        // Reads the session's row even when a cookie cache still vouches for a session that has been deleted.
        use: [sensitiveSessionMiddleware],
        metadata: { openapi: GET_TOKEN },
      },
      async (ctx) => {
        ctx.setHeader("Cache-Control", "no-store");
        return ctx.json({ token: await getJwtToken(ctx, jwtOptions) });
      },
    ),
    /** Refuses: a token belongs to a live session, and that only `getToken` can see. */
    signJWT: createAuthEndpoint.serverOnly(
      { method: "POST", metadata: { $Infer: { body: {} as { payload: Record<string, unknown> } } } },
      async (ctx): Promise<{ token: string }> => {
        const message =
          "signJWT cannot sign with jwtBridge(). Use getToken; in tests, jwt-auth-bridge/testing";
        ctx.context.logger.error(message);
        throw new ConfigurationError("sign_refused", message);
      },
    ),
    /** Claims of a token that `getToken` issued, or null for any other. */
    verifyJWT: createAuthEndpoint.serverOnly(
      { method: "POST", metadata: { $Infer: { body: {} as { token: string; issuer?: string } } } },
      async (ctx) => {
        const { token, issuer = issuing().issuer } = ctx.body as { token: string; issuer?: string };
        const verifier = createVerifier({ issuer, audience, keys: sharedSecret(issuing().secrets) });
        try {
          const { claims } = await verifier.verify(token);
          return ctx.json({ payload: { ...claims, aud: audience } });
        } catch (error) {
          if (!(error instanceof AuthError)) throw error;
          return ctx.json({ payload: null });
        }
      },
    ),
  };
}

const GET_TOKEN = {
  operationId: "getJSONWebToken",
  description: "A short-lived access token for the API",
  responses: {
    200: {
      description: "The token",
      content: {
        "application/json": {
          schema: { type: "object" as const, properties: { token: { type: "string" } }, required: ["token"] },
        },
      },
    },
    401: { description: "Nobody is signed in, or the session has ended" },
  },
};
