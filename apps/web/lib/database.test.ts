import { execFile } from "node:child_process";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { libsql } from "@libsql/kysely-libsql";
import { afterEach, beforeEach, expect, it } from "vitest";

const WRITER = fileURLToPath(new URL("../test/database-writer.ts", import.meta.url));
const ROWS = 300;

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "todo-web-"));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

it("loses nothing while two processes write at once", async () => {
  const file = join(folder, "web.sqlite");
  const write = () => promisify(execFile)(process.execPath, ["--import", "tsx", WRITER, file, String(ROWS)]);
  await Promise.all([write(), write()]);
  const client = libsql.createClient({ url: `file:${file}` });
  const { rows } = await client.execute(
    "SELECT count(*) AS rows, count(DISTINCT process) AS writers FROM written",
  );
  expect(rows[0]).toMatchObject({ rows: 2 * ROWS, writers: 2 });
  // Kept in the file, for whoever opens it.
  expect((await client.execute("PRAGMA journal_mode")).rows[0]).toMatchObject({ journal_mode: "wal" });
}, 30_000);
