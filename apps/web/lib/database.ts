import type { BetterAuthOptions } from "better-auth";
import { Pool } from "pg";
import { makeDataFolder } from "./data-folder";
import type { Database } from "./environment";
import { SqliteDialect } from "./sqlite-dialect";

/** Open the database that holds users, sessions and rate limits, in the form that Better Auth takes. */
export function openDatabase(database: Database): NonNullable<BetterAuthOptions["database"]> {
  if (database.kind === "postgresql") {
    const pool = new Pool({ connectionString: database.url, max: 10, connectionTimeoutMillis: 5_000 });
    // An idle connection that the server closes is replaced at the next query; unheard, the event would end the process.
    pool.on("error", (error) =>
      console.error(`web database: an idle connection was lost (${error.message})`),
    );
    return pool;
  }
  makeDataFolder(database);
  return { dialect: new SqliteDialect(database.file), type: "sqlite" };
}
