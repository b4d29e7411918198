import type { Revocations } from "./revocations.js";

/** Milliseconds. */
const PATIENCE = 5000;

/**
 * Listen from the first call on.
 *
 * With the first request and not before: an app's modules are also loaded by what only looks at them, and with Next the feed may
 * come from this very process, which serves nothing until it has started.
 *
 * @returns Fulfilled when all that had been published was heard, or after 5 seconds: then the revocations say what to do. Undefined
 *   when there is nothing more to wait for.
 * @throws {@link ConfigurationError} from a transport that can never work.
 */
export function firstNews(revocations: Revocations | undefined): () => Promise<void> | undefined {
  // Those without a transport are told by the app itself.
  if (revocations?.transport === undefined) return () => undefined;
  let hasEnded = false;
  let listening: Promise<void> | undefined;
  return () => {
    if (hasEnded) return undefined;
    listening ??= inPatience(revocations.start()).then(() => {
      hasEnded = true;
    });
    return listening;
  };
}

async function inPatience(started: Promise<void>): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  const patience = new Promise<void>((resolve) => {
    timer = setTimeout(resolve, PATIENCE).unref();
  });
  try {
    await Promise.race([started, patience]);
  } finally {
    clearTimeout(timer);
  }
}
