import { TABLES } from "../../../scripts/lib/roles.mjs";
import { query } from "../fixtures/database.ts";
import { expect, test } from "../fixtures/test.ts";

/** The tables of the system's database, by the variable that their owner's URL is for. */
const owners = {
  api: [...(TABLES.MIGRATION_DATABASE_URL ?? [])],
  web: [...(TABLES.WEB_DATABASE_URL ?? [])],
};
const NO_RIGHT = { code: "42501" };

/** What a role may do to the tables of the other server: nothing, whichever way. */
async function expectNothing(url: string, tables: readonly string[]): Promise<void> {
  for (const table of tables) {
    for (const statement of [
      `SELECT FROM "${table}"`,
      `SELECT count(*) FROM "${table}"`,
      `DELETE FROM "${table}"`,
      `TRUNCATE "${table}"`,
      `ALTER TABLE "${table}" DISABLE ROW LEVEL SECURITY`,
      `CREATE INDEX ON "${table}" ((true))`,
    ])
      await expect(query(url, statement), statement).rejects.toMatchObject(NO_RIGHT);
  }
}

test("roles: each server's tables have their owner, and there is no other table", async ({ system }) => {
  const rows = await query(
    system.webEnv.DATABASE_URL ?? "",
    `SELECT substring(tableowner from '[a-z]+$') AS owner, tablename AS name
     FROM pg_tables WHERE schemaname = 'public' ORDER BY tablename COLLATE "C"`,
  );
  const of = (owner: string) =>
    (rows as { owner: string; name: string }[]).flatMap((row) => (row.owner === owner ? [row.name] : []));
  expect(of("owner")).toEqual(owners.api);
  expect(of("web")).toEqual(owners.web);
  expect(rows).toHaveLength(owners.api.length + owners.web.length);
});

test("roles: the web server's role reads and changes no task", async ({ system, pair }) => {
  expect(pair).toHaveLength(2); // there is something to read
  await expectNothing(system.webEnv.DATABASE_URL ?? "", owners.api);
});

test("roles: the API's role reads and changes nothing of Better Auth's", async ({ system, pair }) => {
  expect(pair).toHaveLength(2);
  await expectNothing(system.apiEnv.DATABASE_URL ?? "", owners.web);
});

test("roles: the API's role serves tasks, and can neither empty nor change their table", async ({
  system,
}) => {
  const url = system.apiEnv.DATABASE_URL ?? "";
  expect(await query(url, "SELECT FROM tasks")).toEqual([]); // on behalf of nobody
  for (const statement of [
    "TRUNCATE tasks",
    "DROP TABLE tasks",
    "ALTER TABLE tasks NO FORCE ROW LEVEL SECURITY",
    "CREATE TABLE mine (id int)",
  ])
    await expect(query(url, statement), statement).rejects.toMatchObject(NO_RIGHT);
});
