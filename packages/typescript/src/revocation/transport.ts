import { ConfigurationError } from "../errors.js";
import { whyNot } from "../why-not.js";
import type { Entry } from "./entry.js";

/** Where a transport brings what it hears. */
export interface RevocationSink {
  /** Refuse these tokens from now on. The same entry twice is as good as once. */
  add(entry: Entry): void;
  /**
   * All that had been published `age` seconds ago was added; 0 unless set.
   *
   * What was on its way for long is as old as it is: the moment counts at which the other side looked.
   */
  heard(age?: number): void;
}

/** Brings entries from where they are published. */
export interface RevocationTransport {
  /**
   * Add every live entry, then each new one, and call `heard` whenever all that there are were added.
   *
   * Goes on until the signal is given. When it ends before that, by an error or without one, that is logged, and it is
   * run again after a pause: a transport that has lost its connection may simply throw. Of an error the log has its code or its
   * class: what it says may hold an address with a password.
   *
   * @throws {@link ConfigurationError} when it can never work. Until something was heard, that is the end.
   */
  run(sink: RevocationSink, signal: AbortSignal): Promise<void>;
}

/** A connection that was lost or refused. Its message is safe to log. */
export class ConnectionError extends Error {
  override readonly name = "ConnectionError";

  /** Seconds for which the other side wants to be left alone. */
  readonly retryAfter: number;

  constructor(message: string, options: ErrorOptions & { readonly retryAfter?: number } = {}) {
    super(message, options);
    this.retryAfter = options.retryAfter ?? 0;
  }
}

/** Why it failed, for the log. A message counts where it is ours: anybody else's may hold an address, and its password. */
export function reasonOf(error: unknown): string {
  const isOurs = error instanceof ConnectionError || error instanceof ConfigurationError;
  return isOurs ? error.message : whyNot(error);
}

/** The same error, with the other side's address in the message. Any but a {@link ConnectionError} stays as it is. */
export function notHeardFrom(where: string, error: unknown): unknown {
  if (!(error instanceof ConnectionError)) return error;
  const { message, retryAfter } = error;
  return new ConnectionError(`not heard from ${where}: ${message}`, { retryAfter });
}
