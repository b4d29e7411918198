import { describe, expect, it } from "vitest";
import { createGuards, type Outcome as Guarded } from "../../src/guards.js";
import { type Principal, sharedSecret } from "../../src/index.js";
import type { Refusal } from "../../src/refusal.js";
import { load } from "./vectors.js";

interface RequestVector {
  readonly door: string;
  readonly debug: boolean;
  readonly now: number;
  readonly request: { readonly method: string; readonly target: string; readonly headers: readonly string[] };
  readonly status: number;
  readonly challenge: string | null;
  readonly body: unknown;
  readonly code?: string;
  readonly reason?: string;
}

interface PathVector {
  readonly path: string;
  readonly token: string;
  readonly now: number;
  readonly statuses: readonly number[];
}

/** Guards as the servers of the contract suite have them; adds each refusal to `refusals`. */
function guards(
  policy: ReturnType<typeof load>["policy"],
  now: number,
  debug = false,
  refusals: Refusal[] = [],
) {
  const { secrets, ...settings } = policy;
  const log = (refusal: Refusal) => refusals.push(refusal);
  return createGuards({ ...settings, keys: sharedSecret(secrets), now: () => now, debug, log });
}

/** The path's user_id, decoded once, as adapters hand it over: what cannot be decoded as it is. */
function userIdOf(path: string): string {
  const segment = /^\/api\/([^/?]*)\/tasks/.exec(path)?.[1] ?? "";
  try {
    return decodeURIComponent(segment);
  } catch {
    return segment;
  }
}

describe("requests", () => {
  const { policy, vectors } = load<RequestVector>("requests");

  it.each(vectors)("$id: $comment", async (vector) => {
    const { door, request, status, challenge, body, code, reason } = vector;
    const refusals: Refusal[] = [];
    const { principal, optionalPrincipal, pathOwner } = guards(policy, vector.now, vector.debug, refusals);
    const guard = { "/me": principal, "/optional": optionalPrincipal }[door] ?? pathOwner;
    const lines = request.headers.map((line) => /^(.*?):[ \t]*(.*?)[ \t]*$/.exec(line) ?? []);
    const outcome: Guarded<Principal | undefined> = await guard({
      method: request.method,
      route: door,
      authorization: lines.flatMap(([, name, value]) =>
        name?.toLowerCase() === "authorization" ? [value ?? ""] : [],
      ),
      targets: [request.target],
      ...(door.includes("user_id") && { userId: userIdOf(request.target) }),
    });
    if ("principal" in outcome) {
      const { userId = null, sessionId, scopes = [] } = outcome.principal ?? {};
      expect({ user_id: userId, session_id: sessionId, scopes: [...scopes].sort() }).toMatchObject(
        body as object,
      );
      expect([status, refusals]).toEqual([200, []]);
      return;
    }
    const { answer } = outcome;
    expect([answer.status, answer.headers["WWW-Authenticate"] ?? null]).toEqual([status, challenge]);
    expect(JSON.parse(answer.body)).toEqual(body);
    expect(answer.headers).toMatchObject({
      "Content-Type": "application/problem+json",
      "Cache-Control": "no-store",
    });
    expect(refusals.map((refusal) => [refusal.code, refusal.reason.split(":")[0]])).toEqual([[code, reason]]);
  });
});

describe("paths", () => {
  const { policy, vectors } = load<PathVector>("paths");

  it.each(vectors)("$id: $comment", async (vector) => {
    const outcome = await guards(policy, vector.now).pathOwner({
      method: "GET",
      route: "/api/:user_id/tasks",
      authorization: `Bearer ${vector.token}`,
      targets: [vector.path],
      userId: userIdOf(vector.path),
    });
    expect(vector.statuses).toContain("answer" in outcome ? outcome.answer.status : 200);
  });
});
