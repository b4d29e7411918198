import { ConfigurationError } from "../errors.js";
import { originOf } from "../origin.js";
import type { JsonObject } from "./openapi/references.js";
import { type GivenUsers, giveUsers, type MintedUsers, mintUsers, type Users } from "./users.js";

/** What {@link auditApi} needs to know. */
export interface AuditOptions {
  /** Address of the API, such as `http://localhost:8000`; operations are below its path, where it has one. */
  readonly url: string;
  /** Two users: minted from the secret, or their tokens. */
  readonly users: MintedUsers | GivenUsers;
  /** A file, a URL of the API's own origin, or the document itself; found under `/openapi.json` and the like unless set. */
  readonly openapi?: string | JsonObject | undefined;
  /** Requests at most, 5000 unless set. What then is left is reported as not tested. */
  readonly maxRequests?: number | undefined;
  /** Milliseconds for one request, 10 000 unless set. */
  readonly timeout?: number | undefined;
  /** The audit writes and deletes. An API that is not at a loopback address has to be yours: say so. */
  readonly iOwnThisServer?: boolean | undefined;
  readonly onProgress?: ((progress: Progress) => void) | undefined;
}

export interface Progress {
  readonly done: number;
  readonly total: number;
  readonly requests: number;
  /** What is being tried: an operation, or a word for the beginning. */
  readonly current: string;
}

export const DEFAULT_REQUESTS = 5000;
export const DEFAULT_TIMEOUT = 10_000;

const LOOPBACK = /^(?:(?:.+\.)?localhost|127(?:\.\d+){3}|\[::1\])$/;

/** {@link AuditOptions}, checked and complete. */
export interface Settings extends Pick<AuditOptions, "openapi" | "onProgress"> {
  readonly origin: string;
  /** Of the API's address, without a slash at its end. */
  readonly path: string;
  readonly users: Users;
  readonly maxRequests: number;
  /** Milliseconds. */
  readonly timeout: number;
}

/** @throws {@link ConfigurationError} for settings that cannot work. */
export function checkOptions(options: AuditOptions): Settings {
  const { users, openapi, onProgress } = options;
  return {
    ...checkAddress(options),
    maxRequests: checkCount(options.maxRequests, DEFAULT_REQUESTS, "The limit of requests"),
    timeout: checkCount(options.timeout, DEFAULT_TIMEOUT, "The time-out"),
    users: "secret" in users ? mintUsers(users) : giveUsers(users),
    openapi,
    onProgress,
  };
}

/** @throws {@link ConfigurationError} for an address that is not a URL, or not a loopback one and not said to be yours. */
export function checkAddress({ url, iOwnThisServer }: AuditOptions): { origin: string; path: string } {
  const origin = originOf(url, "The API's address");
  const { hostname, pathname } = new URL(url);
  if (!LOOPBACK.test(hostname) && iOwnThisServer !== true) {
    const message =
      "The API is not at a loopback address, and the audit writes and deletes. If the server is yours, say --i-own-this-server";
    throw new ConfigurationError("foreign_server", message);
  }
  return { origin, path: pathname.replace(/\/+$/, "") };
}

/** @throws {@link ConfigurationError} for what is not a whole number above 0. */
function checkCount(value: number | undefined, preset: number, name: string): number {
  const count = value ?? preset;
  if (!Number.isSafeInteger(count) || count < 1) {
    throw new ConfigurationError("setting_invalid", `${name} is not a whole number above 0`);
  }
  return count;
}
