import { ConfigurationError } from "./errors.js";

/** A guard of a framework whose types do not carry the caller to the handler: the handler asks the guard. */
export interface CallerLookup<P> {
  /**
   * Who makes this request.
   *
   * @throws {@link ConfigurationError} when this guard has not let the request in: the route lacks it.
   */
  of(request: object): P;
}

/** Who was let in, by request. */
export interface Callers<P> extends CallerLookup<P> {
  /** Keep the caller for as long as the request is there. */
  keep(request: object, principal: P): void;
}

/** @param guard - Its name, for the message. */
export function createCallers<P>(guard: string): Callers<P> {
  // Boxed: an anonymous caller is undefined too.
  const known = new WeakMap<object, { readonly principal: P }>();
  return {
    keep: (request, principal) => void known.set(request, { principal }),
    of(request) {
      const found = known.get(request);
      if (found !== undefined) return found.principal;
      const message = `${guard}.of() is asked for a request that ${guard} has not let in. Guard the route with ${guard}`;
      throw new ConfigurationError("guard_missing", message);
    },
  };
}
