import type { AuthContext } from "better-auth";
import { createAuthEndpoint } from "better-auth/api";
import { readBearer } from "../../bearer.js";
import { AuthError } from "../../errors.js";
import { checkFeedToken, deriveFeedKey, type FeedKey } from "../../revocation/feed-key.js";
import type { Issuing } from "../issuing.js";
import type { Feed } from "./feed.js";

/** What the endpoint needs of a running Better Auth. */
export interface FeedSource {
  readonly issuing: Issuing;
  /** Undefined where this server keeps no feed. */
  readonly feed: Feed | undefined;
}

/**
 * `GET /revocations`: what has been revoked, to APIs that hold the key, as lines of JSON that go on.
 *
 * @see conformance/PROFILE.md §8
 */
export function feedEndpoint(audience: string, isInRedis: boolean, source: (adapter: object) => FeedSource) {
  return createAuthEndpoint(
    "/revocations",
    { method: "GET", metadata: { openapi: GET_REVOCATIONS } },
    async (ctx): Promise<Response> => {
      const { issuing, feed } = source(ctx.context.adapter);
      if (feed === undefined) return problem(404, "Not Found", isInRedis ? IN_REDIS : NOT_PUBLISHED);
      const refusal = refusalOf(ctx.headers, issuing, audience, ctx.context.logger);
      if (refusal !== undefined) return refusal;
      const cursor = ctx.query?.cursor;
      const body = feed.listen(typeof cursor === "string" ? cursor : undefined, ctx.request?.signal);
      if (body === undefined) {
        const detail = "Too many listen to revocations here. Try again.";
        return problem(503, "Service Unavailable", detail, { "Retry-After": "5" });
      }
      return new Response(body, { headers: STREAMED });
    },
  );
}

const IN_REDIS = "Revocations are published in Redis. Set the same REDIS_URL on the API";
const NOT_PUBLISHED = "No revocations are published. Set revocation: true in jwtBridge()";

// What stands between must neither keep lines back, nor compress them, which is the same.
const STREAMED = {
  "Content-Type": "application/x-ndjson",
  "Cache-Control": "no-store, no-transform",
  "X-Accel-Buffering": "no",
  // A connection that is kept would be asked again, by a listener whom a server that stops has let go.
  Connection: "close",
};

const derived = new WeakMap<Issuing, readonly FeedKey[]>();

/** Once: whoever asks need not be anybody. */
function feedKeysOf(issuing: Issuing): readonly FeedKey[] {
  const keys = derived.get(issuing) ?? issuing.keys.map(deriveFeedKey);
  derived.set(issuing, keys);
  return keys;
}

function refusalOf(
  headers: Headers | undefined,
  issuing: Issuing,
  audience: string,
  logger: AuthContext["logger"],
): Response | undefined {
  const policy = { issuer: issuing.issuer, audience };
  try {
    checkFeedToken(
      feedKeysOf(issuing),
      readBearer(headers?.get("authorization") ?? undefined),
      policy,
      Date.now() / 1000,
    );
    return undefined;
  } catch (error) {
    if (!(error instanceof AuthError)) throw error;
    logger.warn(`refused ${error.status} ${error.code} ${error.reason} GET /revocations`);
    const { status, title } = error.problem();
    return problem(status, title, "The token of the feed is not valid.", error.headers());
  }
}

function problem(
  status: number,
  title: string,
  detail: string,
  headers: Record<string, string> = {},
): Response {
  return new Response(JSON.stringify({ type: "about:blank", title, status, detail }), {
    status,
    headers: { "Content-Type": "application/problem+json", "Cache-Control": "no-store", ...headers },
  });
}

const GET_REVOCATIONS = {
  operationId: "getRevocations",
  description: "What has been revoked, for APIs that verify access tokens",
  responses: {
    200: { description: "Entries, one a line, as they come" },
    401: { description: "Not a feed token" },
    404: { description: "This server keeps no feed" },
    503: { description: "Too many listen" },
  },
};
