import { mkdirSync } from "node:fs";
import { dirname } from "node:path";
import { ConfigurationError } from "jwt-auth-bridge";
import type { Database } from "./environment";

/**
 * Make the folder that a database file is kept in. A database on a server has none.
 *
 * @throws {ConfigurationError} when it cannot be made.
 */
export function makeDataFolder(database: Database): void {
  if (database.kind !== "sqlite") return;
  try {
    mkdirSync(dirname(database.file), { recursive: true });
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException; // the message holds the path
    throw new ConfigurationError("setting_invalid", `DATA_DIR cannot be made (${code}). Name a folder`);
  }
}
