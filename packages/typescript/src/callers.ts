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

/** Its constructor gives back what it is given: the private fields of what extends it become that object's own. */
class Given {
  constructor(request: object) {
    // biome-ignore lint/correctness/noConstructorReturn: that is what it is for.
    return request;
  }
}

/** @param guard - Its name, for the message. */
export function createCallers<P>(guard: string): Callers<P> {
  // As hidden as in a WeakMap, from the request's logs and copies too, and a tenth of its cost.
  class Marked extends Given {
    #principal: P;
    constructor(request: object, principal: P) {
      super(request);
      this.#principal = principal;
    }
    static keep(request: object, principal: P): void {
      // A guard may stand before a route twice.
      if (#principal in request) request.#principal = principal;
      else new Marked(request, principal);
    }
    static has(request: unknown): request is Marked {
      return typeof request === "object" && request !== null && #principal in request;
    }
    static principalOf(request: Marked): P {
      return request.#principal;
    }
  }
  return {
    keep: Marked.keep,
    of(request) {
      if (Marked.has(request)) return Marked.principalOf(request);
      const message = `${guard}.of() is asked for a request that ${guard} has not let in. Guard the route with ${guard}`;
      throw new ConfigurationError("guard_missing", message);
    },
  };
}
