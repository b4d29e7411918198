import {
  type AuthError,
  type ErrorCode,
  type Reason,
  TokenExpiredError,
  TokenMissingError,
} from "./errors.js";

/** A refused request, for the log. Holds no token, secret or claim value. */
export interface Refusal {
  /** `info` for what happens every day, `warn` for what should not. */
  readonly level: "info" | "warn";
  /** `refused 401 token_invalid kid_unknown: … GET /api/:user_id/tasks` */
  readonly message: string;
  readonly status: number;
  readonly code: ErrorCode;
  readonly reason: Reason;
  readonly method: string;
  readonly route: string;
}

/** How to answer a refused request: as it is, byte for byte. */
export interface Answer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

/** @param debug - The reason goes into the body's `detail`. */
export function toAnswer(error: AuthError, debug: boolean): Answer {
  const problem = error.problem();
  return {
    status: error.status,
    headers: { "Content-Type": "application/problem+json", ...error.headers() },
    body: JSON.stringify(debug ? { ...problem, detail: error.reason } : problem),
  };
}

export function toRefusal(error: AuthError, { method, route }: Pick<Refusal, "method" | "route">): Refusal {
  const { status, code, reason } = error;
  const isUsual = error instanceof TokenMissingError || error instanceof TokenExpiredError;
  const message = `refused ${status} ${code} ${reason} ${method} ${route}`;
  return { level: isUsual ? "info" : "warn", message, status, code, reason, method, route };
}

export function writeToConsole({ level, message }: Refusal): void {
  console[level](message);
}
