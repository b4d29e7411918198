import { ConfigurationError } from "../errors.js";
import { type AuthBridgeOptions, createGuards, type Guards } from "../guards.js";

/**
 * Guards that are made when they are first asked for, and then kept.
 *
 * @returns Gives them. Throws a {@link ConfigurationError} for settings that cannot work.
 * @throws {@link ConfigurationError} at once for what is no function. Without types the settings themselves are soon given,
 *   and every request would fail.
 */
export function deferGuards(readOptions: () => AuthBridgeOptions): () => Guards {
  if (typeof readOptions !== "function") {
    const message =
      "The settings of the auth bridge are not a function. Write createAuthBridge(readEnvironment)";
    throw new ConfigurationError("setting_invalid", message);
  }
  let guards: Guards | undefined;
  return () => {
    guards ??= createGuards(readOptions());
    return guards;
  };
}
