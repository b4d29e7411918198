import { isJson, type Method } from "../openapi/operations.js";
import type { Json } from "../openapi/references.js";

const MAX_BYTES = 1_000_000;
const MAX_REDIRECTS = 3;

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
}

export interface ClientOptions {
  readonly origin: string;
  /** Milliseconds, for one request. */
  readonly timeout: number;
  readonly maxRequests: number;
  readonly onRequest?: (sent: number) => void;
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

  constructor(options: ClientOptions) {
    this.origin = options.origin;
    this.#options = options;
  }

  /**
   * Send a request. Redirects are followed within the origin alone; a time-out or a broken connection is an answer of status 0.
   *
   * @throws {@link BudgetSpent}
   */
  async send(request: Request): Promise<Answer> {
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
    this.#options.onRequest?.(this.sent);
    const signal = AbortSignal.timeout(this.#options.timeout);
    try {
      const response = await fetch(this.origin + request.path, {
        ...toInit(request),
        redirect: "manual",
        signal,
      });
      const text = await readText(response);
      return {
        request,
        status: response.status,
        headers: response.headers,
        text,
        json: toJson(response, text),
      };
    } catch {
      return { request, status: 0, headers: new Headers(), text: "", json: undefined };
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

/** Up to {@link MAX_BYTES}; of a stream that does not end, what came in time. */
async function readText(response: Response): Promise<string> {
  const decoder = new TextDecoder();
  let text = "";
  let size = 0;
  try {
    for await (const chunk of response.body ?? []) {
      size += chunk.byteLength;
      text += decoder.decode(chunk, { stream: true });
      if (size > MAX_BYTES) break;
    }
  } catch {
    // Cut off: what arrived can leak too.
  }
  return text + decoder.decode();
}

function toJson(response: Response, text: string): Json | undefined {
  if (!isJson(response.headers.get("Content-Type") ?? "")) return undefined;
  try {
    return JSON.parse(text) as Json;
  } catch {
    return undefined;
  }
}

export function isSuccess({ status }: Answer): boolean {
  return status >= 200 && status < 300;
}
