import { LibsqlDialect, LibsqlDriver, libsql } from "@libsql/kysely-libsql";

/** Milliseconds that a statement waits for another process, such as the server of before a restart, or a migration. */
const PATIENCE = 5_000;

/** An SQLite file that several processes use at once: who finds it locked waits, and readers and a writer need not. */
export class SqliteDialect extends LibsqlDialect {
  readonly #url: string;

  constructor(file: string) {
    const url = `file:${file}`;
    super({ url });
    this.#url = url;
  }

  override createDriver(): SqliteDriver {
    return new SqliteDriver(libsql.createClient({ url: this.#url }), true);
  }
}

class SqliteDriver extends LibsqlDriver {
  /** Called before the first statement. After a transaction the client would go on with another connection: there is none. */
  override async init(): Promise<void> {
    await this.client.execute(`PRAGMA busy_timeout = ${PATIENCE}`);
    await this.client.execute("PRAGMA journal_mode = WAL");
  }
}
