/**
 * A real Better Auth with people signed in: sessions.mjs <count> <file>. Writes their sessions to the file, then
 * listens on PORT. DATABASE_URL is PostgreSQL's, or the path of a SQLite file.
 */
import { writeFileSync } from "node:fs";
import { createServer } from "node:http";
import { toNodeHandler } from "better-auth/node";
import { createAuth } from "./better-auth.mjs";

const [count = "0", file = ""] = process.argv.slice(2);
const { BETTER_AUTH_SECRET = "", BETTER_AUTH_URL = "", DATABASE_URL = "", PORT = "" } = process.env;
const auth = createAuth({ secret: BETTER_AUTH_SECRET, baseURL: BETTER_AUTH_URL, database: DATABASE_URL });
const context = await auth.$context;
await context.runMigrations();

/** @param {string} name */
async function signUp(name) {
  const body = { name, email: `${name}@example.com`, password: `password of ${name}` };
  const { headers, response } = await auth.api.signUpEmail({ body, returnHeaders: true });
  const cookie = headers.getSetCookie().find((each) => each.includes("session_token")) ?? "";
  return { id: response.user.id, token: response.token ?? "", cookie: cookie.split(";")[0] ?? "" };
}

const users = [];
for (let index = 0; index < Number(count); index++) users.push(await signUp(`user-${index}`));
const [ended, expired] = [await signUp("ended"), await signUp("expired")];
await auth.api.signOut({ headers: new Headers({ cookie: ended.cookie }) });
await context.adapter.update({
  model: "session",
  where: [{ field: "token", value: expired.token }],
  update: { expiresAt: new Date(0) },
});
const unknown = {
  id: "",
  token: "x".repeat(32),
  cookie: expired.cookie.replace(/=.{32}/, `=${"x".repeat(32)}`),
};
writeFileSync(file, JSON.stringify({ users, refused: { ended, expired, unknown } }), { mode: 0o600 });
createServer(toNodeHandler(auth)).listen(Number(PORT), "127.0.0.1");
