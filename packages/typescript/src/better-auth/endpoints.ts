import type { GenericEndpointContext } from "better-auth";
import { createAuthEndpoint } from "better-auth/api";
import { getJwtToken, type JwtOptions } from "better-auth/plugins";
import { ConfigurationError } from "../errors.js";
import type { Issuing } from "./issuing.js";
import { keySetEndpoint } from "./jwks/endpoint.js";
import { currentKeyPairs, signerOf } from "./jwks/key-pairs.js";
import { requireLiveSession } from "./live-session.js";
import { signClaims } from "./mint.js";
import type { Settings } from "./options.js";
import { hmacSigner, type Signer } from "./signer.js";

/**
 * Endpoints that take the place of those of Better Auth's `jwt()`, under the same names and paths.
 *
 * @param jwtOptions - What `jwt()` was configured with.
 * @param issuing - Fails until the plugin has been started.
 */
export function bridgeEndpoints(
  jwtOptions: JwtOptions & Required<Pick<JwtOptions, "jwt">>,
  settings: Settings,
  issuing: () => Issuing,
) {
  const { keySet } = settings;
  async function findSigner(ctx: GenericEndpointContext): Promise<Signer> {
    if (!keySet?.signs) return hmacSigner(issuing().keys[0]);
    const { signing } = await currentKeyPairs(ctx, keySet);
    if (signing !== undefined) return signerOf(signing, ctx.context);
    throw new ConfigurationError("setting_invalid", "The table jwks has no key pair that can sign");
  }
  async function mint(ctx: GenericEndpointContext): Promise<string> {
    const signer = await findSigner(ctx);
    const sign = async (payload: Record<string, unknown>) =>
      signClaims(payload, issuing(), settings, Date.now() / 1000, signer);
    return getJwtToken(ctx, { ...jwtOptions, jwt: { ...jwtOptions.jwt, sign } });
  }
  return {
    getJwks: keySetEndpoint(keySet),
    /** A token for the session of the request's cookie; 401 when that session has ended, 503 when that cannot be told. */
    getToken: createAuthEndpoint(
      "/token",
      {
        method: "GET",
        requireHeaders: true,
        metadata: { openapi: GET_TOKEN },
      },
      async (ctx) => {
        ctx.setHeader("Cache-Control", "no-store");
        await requireLiveSession(ctx);
        return ctx.json({ token: await mint(ctx) });
      },
    ),
    /** Refuses: a token belongs to a live session, and that only `getToken` can see. */
    signJWT: createAuthEndpoint.serverOnly(
      { method: "POST", metadata: { $Infer: { body: {} as { payload: Record<string, unknown> } } } },
      async (ctx): Promise<{ token: string }> => {
        ctx.context.logger.error(REFUSED);
        return refuseToSign();
      },
    ),
  };
}

const REFUSED = "signJWT cannot sign with jwtBridge(). Use getToken; in tests, jwt-auth-bridge/testing";

/** What whoever else wants a token signed is answered: another plugin, or the app. */
export function refuseToSign(): never {
  throw new ConfigurationError("sign_refused", REFUSED);
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
    503: { description: "The session cannot be looked up right now" },
  },
};
