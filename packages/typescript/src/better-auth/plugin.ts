import type { AuthContext, BetterAuthPlugin } from "better-auth";
import { type JwtOptions, jwt } from "better-auth/plugins";
import { ConfigurationError } from "../errors.js";
import { bridgeEndpoints, refuseToSign } from "./endpoints.js";
import { type Issuing, resolveIssuing } from "./issuing.js";
import { defineClaims, signClaims } from "./mint.js";
import { cookiesOfOldSecrets } from "./old-cookies.js";
import { type ClaimsSource, type JwtBridgeOptions, readOptions } from "./options.js";
import type { Feed } from "./revocation/feed.js";
import { feedEndpoint } from "./revocation/feed-endpoint.js";
import { REVOCATION_SCHEMA } from "./revocation/schema.js";
import { failedSignOut } from "./revocation/sign-out.js";
import { startRevocation } from "./revocation/start.js";

const LIMITED = ["/token", "/jwks"];
/**
 * As good as no limit. Where Better Auth cannot tell addresses apart, strangers and APIs are counted as one, and an API that is
 * not let in refuses everybody. A request without a feed token costs one HMAC at most and a line in the log, and listeners are
 * counted anyway. With `storage: "database"` even counting costs queries: `customRules: { "/revocations": false }` spares them.
 */
const UNLIMITED = { window: 1, max: 1_000_000_000 };
/** Better Auth's type knows of key pairs alone. */
const HS256 = "HS256" as never;

/**
 * Better Auth's own `jwt()` plugin, configured to issue access tokens of profile v1: `GET /api/auth/token` and
 * `auth.api.getToken({ headers })`, HS256 under a key derived from Better Auth's secret.
 *
 * There is no JWKS then (`/jwks` answers 404) and no table for it. With `signing: "jwks"` key pairs sign, which Better Auth
 * keeps in the table `jwks`. Either way `get-session` signs nothing.
 *
 * @throws {@link ConfigurationError} for options that would break the profile. The secret and the address are
 *   checked when Better Auth starts, which then fails the same way.
 * @see conformance/PROFILE.md
 */
export function jwtBridge(options: JwtBridgeOptions) {
  const settings = readOptions(options);
  const { revocation, keySet } = settings;
  let resolved: Issuing | undefined;
  // One plugin may serve several instances of one configuration, each on an adapter of its own.
  const feeds = new WeakMap<object, Feed>();
  function issuing(): Issuing {
    if (resolved === undefined)
      throw new ConfigurationError("not_started", "Better Auth has not started jwtBridge()");
    return resolved;
  }

  const jwtOptions = {
    disableSettingJwtHeader: true,
    // Both are demanded with `sign`. They are told to other plugins alone, for which nothing is signed here.
    jwks: { remoteUrl: "urn:jwt-auth-bridge:none", keyPairConfig: { alg: keySet?.algorithm ?? HS256 } },
    jwt: {
      audience: settings.audience,
      expirationTime: `${settings.lifetime}s`,
      definePayload: (source) => defineClaims(settings.claims, source as ClaimsSource),
      getSubject: ({ user }) => user.id,
      // For whoever else asks. A key pair cannot be had without a request.
      sign: async (payload) =>
        keySet?.signs ? refuseToSign() : signClaims(payload, issuing(), settings, Date.now() / 1000),
    },
  } satisfies JwtOptions;

  const { schema: keyPairs, ...base } = jwt(jwtOptions);
  // It would know of no session that has ended: createVerifier() does, of those that its revocations name.
  const { verifyJWT: _, ...endpoints } = base.endpoints;
  return {
    ...base,
    init(context) {
      const found = resolveIssuing(context, settings.audience);
      if (resolved !== undefined && !isSame(resolved, found)) {
        const message = "One jwtBridge() serves two Better Auth instances. Call jwtBridge() once for each";
        throw new ConfigurationError("setting_invalid", message);
      }
      const feed = revocation && startRevocation(context, revocation);
      if (feed !== undefined) feeds.set(context.adapter, feed);
      if (keySet !== undefined) checkDatabase(context);
      resolved = found;
    },
    endpoints: {
      ...endpoints,
      ...bridgeEndpoints(jwtOptions, settings, issuing),
      getRevocations: feedEndpoint(settings.audience, revocation?.redisUrl !== undefined, (adapter) => ({
        issuing: issuing(),
        feed: feeds.get(adapter),
      })),
    },
    hooks: { before: [cookiesOfOldSecrets], ...(revocation !== undefined && { after: [failedSignOut] }) },
    schema: {
      ...(revocation !== undefined && revocation.redisUrl === undefined && REVOCATION_SCHEMA),
      // Without it where nothing would ever be written there.
      ...(keySet !== undefined && keyPairs),
    },
    rateLimit: [
      { ...settings.rateLimit, pathMatcher: (path) => LIMITED.includes(path) },
      { ...UNLIMITED, pathMatcher: (path) => path === "/revocations" },
    ],
  } satisfies BetterAuthPlugin;
}

function isSame(a: Issuing, b: Issuing): boolean {
  return a.issuer === b.issuer && a.keys[0].kid === b.keys[0].kid;
}

// Better Auth would keep them in memory: other ones in each process, and none after a restart.
function checkDatabase({ options }: AuthContext): void {
  if (options.database) return;
  const message =
    'Key pairs are kept in the database. Set database of Better Auth, or leave out signing: "jwks"';
  throw new ConfigurationError("setting_invalid", message);
}
