import type { AuthContext } from "better-auth";
import { APIError } from "better-auth/api";
import { MAX_LIFETIME } from "../../profile.js";
import type { Entry } from "../../revocation/entry.js";
import { reasonOf } from "../../revocation/transport.js";
import type { Adapter, RevocationStore } from "./store.js";

/** Whose tokens are about to end: those of a session, or all of a user's up to now. */
export type Ending = { readonly sessionId: string } | { readonly userId: string };

/**
 * Publish that these tokens end, before they do.
 *
 * @throws {@link APIError} 503 when that cannot be published. Then nothing may be ended.
 */
export type Publish = (endings: readonly Ending[], adapter: Adapter) => Promise<void>;

/**
 * Seconds that an entry is needed: the longest life of a token, the widest leeway of a verifier, and time for a token that
 * is being minted at this very moment. Not the lifetime that is set, since tokens from before it was changed go on.
 */
export const ENTRY_LIFE = MAX_LIFETIME + 65;

/** What an operation answers with that could not tell the verifiers. */
export const UNPUBLISHED = {
  code: "REVOCATION_UNAVAILABLE",
  message: "Tokens cannot be ended right now, so nothing was. Try again.",
};

export function createPublisher(store: RevocationStore, logger: AuthContext["logger"]): Publish {
  return async (endings, adapter) => {
    if (endings.length === 0) return;
    const moment = Date.now() / 1000;
    const until = moment + ENTRY_LIFE;
    const entries = endings.map(
      (ending): Entry =>
        "sessionId" in ending
          ? { sid: ending.sessionId, until }
          : { sub: ending.userId, before: moment, until },
    );
    try {
      await store.publish(entries, adapter);
    } catch (error) {
      logger.error(`A revocation cannot be published: ${reasonOf(error)}`);
      throw new APIError("SERVICE_UNAVAILABLE", UNPUBLISHED);
    }
  };
}
