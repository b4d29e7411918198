import type { BetterAuthPlugin } from "better-auth";
import { type JwtOptions, jwt } from "better-auth/plugins";
import { ConfigurationError } from "../errors.js";
import { bridgeEndpoints } from "./endpoints.js";
import { type Issuing, resolveIssuing } from "./issuing.js";
import { defineClaims, signClaims } from "./mint.js";
import { type ClaimsSource, type JwtBridgeOptions, readOptions } from "./options.js";

/**
 * Better Auth's own `jwt()` plugin, configured to issue access tokens of profile v1: `GET /api/auth/token` and
 * `auth.api.getToken({ headers })`, HS256 under a key derived from Better Auth's secret.
 *
 * There is no JWKS (`/jwks` answers 404) and no table for it, and `get-session` signs nothing.
 *
 * @throws {@link ConfigurationError} for options that would break the profile. The secret and the address are
 *   checked when Better Auth starts, which then fails the same way.
 * @see conformance/PROFILE.md
 */
export function jwtBridge(options: JwtBridgeOptions) {
  const settings = readOptions(options);
  let resolved: Issuing | undefined;
  function issuing(): Issuing {
    if (resolved === undefined)
      throw new ConfigurationError("not_started", "Better Auth has not started jwtBridge()");
    return resolved;
  }

  const jwtOptions = {
    disableSettingJwtHeader: true,
    // Both are demanded with `sign`. No key set is published for an HMAC key, so the address leads nowhere.
    jwks: { remoteUrl: "urn:jwt-auth-bridge:none", keyPairConfig: { alg: "HS256" as never } },
    jwt: {
      audience: settings.audience,
      expirationTime: `${settings.lifetime}s`,
      definePayload: (source) => defineClaims(settings.claims, source as ClaimsSource),
      getSubject: ({ user }) => user.id,
      sign: async (payload) => signClaims(payload, issuing(), settings),
    },
  } satisfies JwtOptions;

  // Without its table: nothing would ever be written there.
  const { schema: _, ...base } = jwt(jwtOptions);
  return {
    ...base,
    init(context) {
      const found = resolveIssuing(context, settings.audience);
      if (resolved !== undefined && !isSame(resolved, found)) {
        const message = "One jwtBridge() serves two Better Auth instances. Call jwtBridge() once for each";
        throw new ConfigurationError("setting_invalid", message);
      }
      resolved = found;
    },
    endpoints: { ...base.endpoints, ...bridgeEndpoints(jwtOptions, settings.audience, issuing) },
    rateLimit: [{ ...settings.rateLimit, pathMatcher: (path) => path === "/token" }],
  } satisfies BetterAuthPlugin;
}

function isSame(a: Issuing, b: Issuing): boolean {
  return a.issuer === b.issuer && a.keys[0].kid === b.keys[0].kid;
}
