import { ConfigurationError } from "../errors.js";
import { watchAuthorization } from "./authorization.js";
import { watchTargets } from "./request-target.js";

/**
 * What has to be done before the first request.
 *
 * @param readSettings - Throws a {@link ConfigurationError} for settings that cannot work. That ends the process with one
 *   line: after an error in `register()` Next would stay up, and answer 500 to everybody.
 */
export function start(readSettings: () => void): void {
  try {
    readSettings();
  } catch (error) {
    if (!(error instanceof ConfigurationError)) throw error;
    console.error(error.message);
    process.exit(1);
  }
  watchAuthorization();
  watchTargets();
}
