/** Bring the database of users, sessions and rate limits up to date. Running it again changes nothing. */
import { getMigrations } from "better-auth/db/migration";
import { ConfigurationError } from "jwt-auth-bridge";
import { Pool } from "pg";
import { authOptions } from "../lib/auth-options";
import { readWebEnvironment } from "../lib/environment";

async function migrate(): Promise<string> {
  const environment = readWebEnvironment();
  const options = authOptions(environment);
  const { toBeCreated, toBeAdded, runMigrations } = await getMigrations(options);
  await runMigrations();
  if (options.database instanceof Pool) await options.database.end();
  const changes = toBeCreated.length + toBeAdded.length;
  const done = changes === 0 ? "already up to date" : `${changes} tables created or changed`;
  return `web database (${environment.database.kind}): ${done}`;
}

try {
  console.log(await migrate());
} catch (error) {
  console.error(
    error instanceof ConfigurationError
      ? error.message
      : `The web database cannot be migrated: ${reasonOf(error)}`,
  );
  process.exit(1);
}

/** One line. Node leaves the message of a refused connection empty and says why in the code. */
function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return "unknown error";
  const [line = ""] = error.message.split("\n");
  return line || ("code" in error ? String(error.code) : error.name);
}
