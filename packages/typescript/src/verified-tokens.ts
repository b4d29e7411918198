import type { Claims, Principal } from "./principal.js";
import { toPrincipal } from "./principal.js";

/** Most tokens that are remembered. */
const CAPACITY = 4096;

/** A bounded memory of verified tokens: a client sends the same one until it is renewed. */
export interface VerifiedTokens {
  /** The caller, if this very token was verified, and if it still holds at `now`. */
  find(token: unknown, now: number): Principal | undefined;
  /** Remember a token whose claims were checked, from the second time on that it comes. */
  keep(token: string, claims: Claims): void;
  /** Remember none. */
  forget(): void;
}

interface Known {
  readonly token: string;
  readonly claims: Claims;
  readonly notBefore: number;
  readonly expires: number;
}

/**
 * Only verified tokens are kept, so nobody without a key can fill it. Claims that hold lists or objects are not: one request
 * could change what the next one is given. Two generations: when the young one has half the capacity it becomes the old one,
 * and what nobody asked for meanwhile is forgotten.
 *
 * @param leeway - Seconds, as the verifier's.
 */
export function createVerifiedTokens(leeway: number, capacity = CAPACITY): VerifiedTokens {
  const limit = Math.floor(capacity / 2);
  let young = new Map<number, Known>();
  let old = new Map<number, Known>();
  let met = new Set<number>();

  function remember(mark: number, known: Known): void {
    if (young.size >= limit) {
      old = young;
      young = new Map();
    }
    young.set(mark, known);
  }
  /** With more callers than places, remembering each at once would only replace those of others. */
  function meetsAgain(mark: number): boolean {
    if (met.has(mark)) return true;
    if (met.size >= limit) met = new Set();
    met.add(mark);
    return false;
  }
  return {
    find(token, now) {
      if (typeof token !== "string") return undefined;
      const mark = markOf(token);
      let known = young.get(mark);
      if (known === undefined) {
        known = old.get(mark);
        if (known === undefined) return undefined;
        remember(mark, known);
      }
      // The mark only tells where to look.
      if (known.token !== token) return undefined;
      const { claims, notBefore, expires } = known;
      // Said positively: a clock that is not a number lets nothing pass.
      return notBefore <= now && now < expires ? toPrincipal(claims) : undefined;
    },
    keep(token, claims) {
      const mark = markOf(token);
      if (
        !meetsAgain(mark) ||
        Object.values(claims).some((value) => typeof value === "object" && value !== null)
      )
        return;
      const { iat, nbf = iat, exp } = claims;
      remember(mark, { token, claims, notBefore: Math.max(iat, nbf) - leeway, expires: exp + leeway });
    },
    forget() {
      young = new Map();
      old = new Map();
    },
  };
}

/** A number for the end of a token, which is of its signature: to look that up is a fraction of the cost of the whole. */
function markOf(token: string): number {
  let mark = 0;
  for (let at = Math.max(token.length - 8, 0); at < token.length; at++)
    mark = (mark * 37 + token.charCodeAt(at)) | 0;
  return mark;
}
