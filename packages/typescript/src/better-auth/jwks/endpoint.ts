import { APIError, createAuthEndpoint } from "better-auth/api";
import type { Key } from "../../key.js";
import { currentKeyPairs } from "./key-pairs.js";
import type { KeySetSettings } from "./settings.js";

/**
 * `GET /jwks`: the public halves of the key pairs that sign, will sign, or have signed tokens that may still live.
 *
 * @param settings - Undefined: there are no key pairs, and the answer is 404.
 */
export function keySetEndpoint(settings: KeySetSettings | undefined) {
  return createAuthEndpoint("/jwks", { method: "GET", metadata: { openapi: GET_JWKS } }, async (ctx) => {
    if (settings === undefined) throw new APIError("NOT_FOUND");
    const { published } = await currentKeyPairs(ctx, settings);
    // A cache on the way would keep a withdrawn key alive, and a new one unknown.
    ctx.setHeader("Cache-Control", "no-store");
    return ctx.json({ keys: published.map(({ key }) => toJwk(key)) });
  });
}

/** Of a public key nothing private can be exported, whatever the row held. */
function toJwk({ algorithm, kid, material }: Key) {
  return { ...material.export({ format: "jwk" }), alg: algorithm, use: "sig", kid };
}

const GET_JWKS = {
  operationId: "getJSONWebKeySet",
  description: "The public keys that access tokens are signed with",
  responses: {
    200: { description: "A JSON Web Key Set (RFC 7517)" },
    404: { description: "Access tokens are signed with the shared secret alone" },
  },
};
