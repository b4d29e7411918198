import assert from "node:assert/strict";
import { after, before, it } from "node:test";
import { startPostgres } from "../postgres.mjs";
import { Failure } from "./failure.mjs";
import { requireLogIns } from "./log-ins.mjs";
import { prepareDatabase } from "./roles.mjs";

/** @type {Awaited<ReturnType<typeof startPostgres>>} */
let cluster;
/** @type {Awaited<ReturnType<typeof prepareDatabase>>["urls"]} */
let urls;

before(async () => {
  cluster = await startPostgres("a superuser's");
  const url = new URL(cluster.url);
  url.password = "a superuser's";
  url.pathname = "/todo";
  ({ urls } = await prepareDatabase(url));
});
after(() => cluster.stop());

it("needs no server for SQLite", () => requireLogIns({}));

it("passes when every role is let in", () => requireLogIns(urls));

/** @type {[what: string, change: (url: URL) => void, line: RegExp][]} */
const CASES = [
  [
    "a wrong password",
    (url) => {
      url.password = "hidden";
    },
    /does not take this password of todo_\w+\./,
  ],
  [
    "no password",
    (url) => {
      url.password = "";
    },
    /asks todo_\w+ for a password\./,
  ],
  [
    "no such role",
    (url) => {
      url.username = "somebody";
    },
    /does not take this password of somebody\./,
  ],
  [
    "no such database",
    (url) => {
      url.pathname = "/other";
    },
    /PostgreSQL says: database "other" does not exist\./,
  ],
];

for (const name of /** @type {(keyof typeof urls)[]} */ ([
  "DATABASE_URL",
  "MIGRATION_DATABASE_URL",
  "WEB_DATABASE_URL",
]))
  for (const [what, change, line] of CASES)
    it(`names ${name} and the mend: ${what}`, async () => {
      const url = new URL(urls[name]);
      change(url);
      await assert.rejects(requireLogIns({ ...urls, [name]: url.href }), (error) => {
        assert(error instanceof Failure);
        assert(error.message.startsWith(`${name}: `), error.message);
        assert.match(error.message, line);
        assert.match(error.message, /npm run database -- postgresql:\/\/<superuser>@127\.0\.0\.1:\d+\/\w+$/);
        assert.doesNotMatch(error.message, /hidden|\n/);
        return true;
      });
    });
