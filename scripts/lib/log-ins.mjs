/** Before the servers start: each of the app's roles is let into its database. */
import { NAMES } from "./databases.mjs";
import { Failure } from "./failure.mjs";
import { reasonOf, using } from "./postgres-client.mjs";

/**
 * @param {NodeJS.ProcessEnv} env - whose URLs have been looked at already
 * @throws {Failure} which names the variable, what PostgreSQL says, and the mend.
 */
export async function requireLogIns(env) {
  for (const name of NAMES) {
    const url = env[name] && new URL(env[name]);
    if (!url) continue;
    await using(url, async () => {}).catch((error) => {
      const mend = `npm run database -- postgresql://<superuser>@${url.host}${url.pathname}`;
      throw new Failure(`${name}: ${reasonOf(error, url).reason}. Make it anew: ${mend}`);
    });
  }
}
