import { checkDebug } from "./debug.js";
import { AuthError, ConfigurationError, TokenMissingError, UserMismatchError } from "./errors.js";
import type { Metrics } from "./metrics.js";
import { ownsPath } from "./path-owner.js";
import { isPending } from "./pending.js";
import type { Principal } from "./principal.js";
import { type Answer, type Refusal, toAnswer, toRefusal, writeToConsole } from "./refusal.js";
import { firstNews } from "./revocation/first-news.js";
import type { Revocations, WhenStale } from "./revocation/revocations.js";
import { revocationsOf } from "./revocation/settings.js";
import { createDirectVerifier, type VerifierOptions } from "./verifier.js";

/** Settings of `createAuthBridge`: those of `createVerifier`, as `readEnvironment()` gives them, and these. */
export interface AuthBridgeOptions extends VerifierOptions {
  /**
   * Tokens end with their session, and not only when they expire. The API listens to the auth server, or to Redis where there is a
   * `redisUrl`, from the first request on. When nothing was heard for 30 seconds: `refuse` every token with 503, or `accept` them,
   * with a warning a minute. In place of `revocations`, for whoever has nothing else to set.
   */
  readonly revocation?: WhenStale;
  /** `readEnvironment()` takes it from `REDIS_URL`. Only `revocation` looks at it. */
  readonly redisUrl?: string;
  /** Answers tell the reason in `detail`. `readEnvironment()` sets it for `AUTH_DEBUG=1`. */
  readonly debug?: boolean;
  /** Takes the one line of each refusal; `console.info` and `console.warn` unless set. */
  readonly log?: (refusal: Refusal) => void;
}

/** What a framework knows of a request. */
export interface GuardedRequest {
  readonly method: string;
  /** The route as it was declared: a path with its ids would name users. Asked for only when a request is refused. */
  readonly route: string;
  /** Every value of the `Authorization` header. */
  readonly authorization: string | readonly string[] | undefined;
  /** The request's target as it came, before anything was decoded; a second one where the app has put another in its place. */
  readonly targets: readonly string[];
  /** The path's `user_id`, percent-decoded once. */
  readonly userId?: unknown;
}

/** The caller, or the answer for whoever is none. */
export type Outcome<P> = { readonly principal: P } | { readonly answer: Answer };

/** A guard. It gives a caller at once, unless there is something to wait for, and throws nothing: it rejects, with an Error. */
export type Guard<P> = (request: GuardedRequest) => Outcome<P> | Promise<Outcome<P>>;

/** What the adapters translate for their frameworks. */
export interface Guards {
  /** The caller, whoever it is. No credentials, or bad ones: 401. */
  readonly principal: Guard<Principal>;
  /** The caller, or undefined without bearer credentials. Bad ones: 401, never silently anonymous. */
  readonly optionalPrincipal: Guard<Principal | undefined>;
  /**
   * The caller, whose id is the path's `user_id`; anybody else, and anybody on a path that two readers take for two: 403.
   * Runs before any look-up, so the answer does not tell whether the other user exists.
   *
   * Rejects with {@link ConfigurationError} when the route has no such parameter: a mistake of the app, not of the caller.
   */
  readonly pathOwner: Guard<Principal>;
  /** How the verifier goes, as numbers for a monitor. */
  metrics(): Metrics;
  /**
   * Listen to revocations now, and not with the first request: before the app takes any.
   *
   * @returns A promise that is fulfilled when all that has been published was heard; at once where there are no revocations.
   * @throws {@link ConfigurationError} when they can never be heard.
   */
  start(): Promise<void>;
  /** Listen to revocations no more, as part of a shutdown. What is known stays. */
  close(): void;
}

/**
 * The three guards of one API. What is accepted, what is answered and what is logged is decided here, for every framework.
 *
 * @throws {@link ConfigurationError} for settings that cannot work.
 */
export function createGuards(options: AuthBridgeOptions): Guards {
  const { log = writeToConsole } = options;
  const revocations = readRevocations(options);
  const verifier = createDirectVerifier({ ...options, ...(revocations && { revocations }) });
  const listening = firstNews(revocations);
  const debug = checkDebug(options.debug ?? false, options.issuer);

  async function refuse(error: unknown, request: GuardedRequest): Promise<{ readonly answer: Answer }> {
    if (!(error instanceof AuthError)) throw error;
    log(toRefusal(error, request));
    return { answer: toAnswer(error, debug) };
  }
  async function refuseBad(error: unknown, request: GuardedRequest): Promise<Outcome<undefined>> {
    return error instanceof TokenMissingError ? { principal: undefined } : refuse(error, request);
  }
  /** @param admit - Gives the caller, or throws. @param turnAway - Answers what was thrown. */
  function guard<P extends Principal | undefined>(
    admit: (principal: Principal, request: GuardedRequest) => Principal,
    turnAway: (error: unknown, request: GuardedRequest) => Promise<Outcome<P>>,
  ): Guard<P | Principal> {
    // Where `next(error)` ends a request, `next(undefined)` and `next("route")` let it go on.
    const end = (error: unknown, request: GuardedRequest) =>
      turnAway(error, request).catch((thrown: unknown) => {
        throw thrown instanceof Error ? thrown : new Error("The guard failed", { cause: thrown });
      });
    return (request) => {
      try {
        const waiting = listening();
        const found = waiting
          ? waiting.then(() => verifier.verifyDirectly(request.authorization))
          : verifier.verifyDirectly(request.authorization);
        if (!isPending(found)) return { principal: admit(found, request) };
        return found
          .then((principal) => ({ principal: admit(principal, request) }))
          .catch((error) => end(error, request));
      } catch (error) {
        return end(error, request);
      }
    };
  }
  return {
    principal: guard((principal) => principal, refuse),
    optionalPrincipal: guard((principal) => principal, refuseBad),
    pathOwner: guard(checkOwner, refuse),
    metrics: () => verifier.metrics(),
    start: async () => revocations?.transport && revocations.start(),
    close: () => revocations?.close(),
  };
}

function readRevocations(options: AuthBridgeOptions): Revocations | undefined {
  const { revocation, revocations } = options;
  if (revocation === undefined) return revocations;
  if (revocations !== undefined) {
    const message =
      "revocation and revocations are both set. Set one: revocation makes revocations of its own";
    throw new ConfigurationError("setting_invalid", message);
  }
  // `true`, as for jwtBridge(), says nothing of what to do when the issuer is silent.
  if (revocation === "refuse" || revocation === "accept") return revocationsOf(options, revocation);
  throw new ConfigurationError("setting_invalid", 'revocation is neither "refuse" nor "accept"');
}

function checkOwner(principal: Principal, request: GuardedRequest): Principal {
  const { userId, targets } = request;
  if (typeof userId !== "string") {
    const { method, route } = request;
    const message = `pathOwner guards ${method} ${route}, whose path has no parameter user_id. Add it, or use principal`;
    throw new ConfigurationError("path_parameter_missing", message);
  }
  if (ownsPath(principal.userId, userId, targets)) return principal;
  throw new UserMismatchError("path_user: the path's user_id is not the token's sub");
}
