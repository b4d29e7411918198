import { ConfigurationError } from "../errors.js";
import { type AuthBridgeOptions, createGuards, type Guards } from "../guards.js";

/** Guards that are made when they are first asked for, and then kept. */
export interface DeferredGuards {
  /** @throws {@link ConfigurationError} for settings that cannot work. */
  make(): Guards;
  /** The same, once revocations were heard; without them after some seconds, and then the guards say what to do. */
  ready(): Promise<Guards>;
}

/** Milliseconds. */
const PATIENCE = 5000;

/**
 * @throws {@link ConfigurationError} at once for what is no function. Without types the settings themselves are soon given,
 *   and every request would fail.
 */
export function deferGuards(readOptions: () => AuthBridgeOptions): DeferredGuards {
  if (typeof readOptions !== "function") {
    const message =
      "The settings of the auth bridge are not a function. Write createAuthBridge(readEnvironment)";
    throw new ConfigurationError("setting_invalid", message);
  }
  let options: AuthBridgeOptions | undefined;
  let guards: Guards | undefined;
  let listening: Promise<void> | undefined;

  function make(): Guards {
    options ??= readOptions();
    guards ??= createGuards(options);
    return guards;
  }
  return {
    make,
    async ready() {
      const made = make();
      listening ??= listen(options);
      await listening;
      return made;
    },
  };
}

// With the first request and not before: the feed may come from this very process, which serves nothing until it has
// started. And Next bundles the app's modules several times: those that serve have to listen.
async function listen({ revocations }: Partial<AuthBridgeOptions> = {}): Promise<void> {
  if (revocations === undefined) return;
  let timer: NodeJS.Timeout | undefined;
  const patience = new Promise<void>((resolve) => {
    timer = setTimeout(resolve, PATIENCE).unref();
  });
  await Promise.race([revocations.start(), patience]);
  clearTimeout(timer);
}
