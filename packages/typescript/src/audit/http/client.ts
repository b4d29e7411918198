import { setTimeout as sleep } from "node:timers/promises";
import { isJson, type Method } from "../openapi/operations.js";
import type { Json } from "../openapi/references.js";
import { readBody } from "./body.js";
import { Patience } from "./patience.js";

const MAX_REDIRECTS = 3;
/** What a server says of its moment and not of the request. */
const BUSY = [408, 425, 429, 502, 503, 504];

export interface Request {
  readonly method: Method;
  /** Encoded path and query, from the origin. */
  readonly path: string;
  readonly token?: string | undefined;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: Json | undefined;
  /** `application/json` unless set. */
  readonly mediaType?: string | undefined;
}

/** What came back; status 0 when nothing did. */
export interface Answer {
  readonly request: Request;
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
  readonly json: Json | undefined;
  /** Only the beginning of the body was read: it is long, or has no end. */
  readonly isCut?: boolean;
  /** Why there is no answer, or not all of it. */
  readonly failure?: "time-out" | "connection";
}

export interface ClientOptions {
  readonly origin: string;
  /** Milliseconds, for one request. */
  readonly timeout: number;
  readonly maxRequests: number;
  /** Reaches the origin; the global one unless set. */
  readonly fetch?: (url: string, init: RequestInit) => Promise<Response>;
  /** Waits for so many milliseconds. */
  readonly wait?: (milliseconds: number) => Promise<unknown>;
  /** Milliseconds since the epoch. */
  readonly now?: () => number;
}

/** The audit may not send any more requests. */
export class BudgetSpent extends Error {
  override readonly name = "BudgetSpent";
}

/** Sends to one origin, one request at a time, up to a number of requests. */
export class Client {
  readonly origin: string;
  sent = 0;
  readonly #options: ClientOptions;
  readonly #patience: Patience;

  constructor(options: ClientOptions) {
    this.origin = options.origin;
    this.#options = options;
    this.#patience = new Patience(options.now ?? Date.now);
  }

  /**
   * Send a request, again where nothing can be told of the answer. Redirects are followed within the origin alone; a
   * time-out or a broken connection is an answer of status 0.
   *
   * @returns What came last: it may be one that tells nothing, see {@link isSettled}.
   * @throws {@link BudgetSpent}
   */
  async send(request: Request): Promise<Answer> {
    for (let retries = 0; ; retries += 1) {
      const answer = await this.#follow(request);
      const pause = isSettled(answer) ? undefined : this.#patience.pauseAfter(answer, retries);
      if (pause === undefined) return answer;
      if (pause > 0) await this.pause(pause);
    }
  }

  async pause(milliseconds: number): Promise<void> {
    await (this.#options.wait ?? sleep)(milliseconds);
  }

  async #follow(request: Request): Promise<Answer> {
    let current = request;
    for (let hop = 0; ; hop += 1) {
      const answer = await this.#exchange(current);
      const target = hop < MAX_REDIRECTS ? this.#redirect(answer) : undefined;
      if (target === undefined) return { ...answer, request };
      // 301 to 303 turn a POST into a GET, as browsers do.
      const isSame = answer.status > 303 || request.method === "GET" || request.method === "HEAD";
      current = isSame
        ? { ...current, path: target }
        : { ...current, path: target, method: "GET", body: undefined };
    }
  }

  async #exchange(request: Request): Promise<Answer> {
    if (this.sent >= this.#options.maxRequests) throw new BudgetSpent("the limit of requests is reached");
    this.sent += 1;
    const signal = AbortSignal.timeout(this.#options.timeout);
    try {
      const send = this.#options.fetch ?? fetch;
      const init = { ...toInit(request), redirect: "manual", signal } as const;
      const response = await send(this.origin + request.path, init);
      const { text, end } = await readBody(response);
      return {
        request,
        status: response.status,
        headers: response.headers,
        text,
        json: toJson(response, text),
        ...(end === "cut" && { isCut: true }),
        ...(end === "broken" && { failure: "connection" as const }),
      };
    } catch {
      const failure = signal.aborted ? "time-out" : "connection";
      return { request, status: 0, headers: new Headers(), text: "", json: undefined, failure };
    }
  }

  #redirect({ status, headers, request }: Answer): string | undefined {
    const location = headers.get("Location");
    if (![301, 302, 303, 307, 308].includes(status) || location === null) return undefined;
    const base = this.origin + request.path;
    if (!URL.canParse(location, base)) return undefined;
    const { origin, pathname, search } = new URL(location, base);
    return origin === this.origin ? pathname + search : undefined;
  }
}

function toInit({ method, token, headers, body, mediaType = "application/json" }: Request): RequestInit {
  const all = new Headers({
    Accept: "application/json, */*;q=0.5",
    "User-Agent": "jwt-auth-bridge-audit",
    ...headers,
  });
  if (token !== undefined) all.set("Authorization", `Bearer ${token}`);
  if (body === undefined) return { method, headers: all };
  all.set("Content-Type", mediaType);
  return { method, headers: all, body: isJson(mediaType) ? JSON.stringify(body) : toForm(body) };
}

function toForm(body: Json): string {
  const members = Object.entries(typeof body === "object" && body !== null ? body : {});
  const texts = members.map(([name, value]) => [
    name,
    typeof value === "string" ? value : JSON.stringify(value),
  ]);
  return new URLSearchParams(texts as [string, string][]).toString();
}

function toJson(response: Response, text: string): Json | undefined {
  if (!isJson(response.headers.get("Content-Type") ?? "")) return undefined;
  try {
    return JSON.parse(text) as Json;
  } catch {
    return undefined;
  }
}

export function isSuccess({ status = 0 }: { readonly status?: number }): boolean {
  return status >= 200 && status < 300;
}

/** Whether an answer tells anything: not a time-out, a broken connection, a server that is busy. */
export function isSettled({ status, failure }: Answer): boolean {
  return status !== 0 && failure === undefined && !BUSY.includes(status);
}
