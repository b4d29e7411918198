/** `database-writer.ts <file> <rows>`: writes as the server does, in a process of its own. */
import { Kysely } from "kysely";
import { openDatabase } from "../lib/database";

const [file = "", rows] = process.argv.slice(2);
const opened = openDatabase({ kind: "sqlite", file });
if (!("dialect" in opened)) throw new Error("not SQLite");
const database = new Kysely<{ written: { process: number; row: number } }>({ dialect: opened.dialect });

await database.schema
  .createTable("written")
  .ifNotExists()
  .addColumn("process", "integer")
  .addColumn("row", "integer")
  .execute();
for (let row = 0; row < Number(rows); row += 1) {
  await database.insertInto("written").values({ process: process.pid, row }).execute();
}
