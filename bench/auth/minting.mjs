/**
 * What a token costs its issuer: minting.mjs <folder> <rounds>. Prints one JSON object.
 *
 * Three Better Auths on one SQLite file and one session, each asked in the process itself, `auth.handler(request)`: with
 * `jwtBridge()` for a token, with Better Auth's own `jwt()` for a token, and without either for the session alone.
 */
import { randomBytes } from "node:crypto";
import { join } from "node:path";
import { jwt } from "better-auth/plugins";
import { jwtBridge } from "jwt-auth-bridge/better-auth";
import { createAuth } from "./better-auth.mjs";

const BATCH = 100;
const [folder = "", count = "1"] = process.argv.slice(2);
const baseURL = "http://127.0.0.1:3000";
const common = {
  secret: randomBytes(32).toString("base64url"),
  baseURL,
  database: join(folder, "mint.sqlite"),
};

const stock = createAuth({ ...common, plugins: [jwt()] });
await (await stock.$context).runMigrations(); // its table of key pairs, too
const body = { name: "Ann", email: "ann@example.com", password: "a long password" };
const { headers } = await stock.api.signUpEmail({ body, returnHeaders: true });
const cookie = headers
  .getSetCookie()
  .map((each) => each.split(";")[0])
  .join("; ");

const contenders = [
  { name: "get-session", path: "get-session", auth: createAuth(common), member: "session" },
  {
    name: "bridge",
    path: "token",
    auth: createAuth({ ...common, plugins: [jwtBridge({ audience: "todo-api" })] }),
    member: "token",
  },
  { name: "stock", path: "token", auth: stock, member: "token" },
];

/** @param {typeof contenders[number]} contender */
async function ask({ name, path, auth, member }) {
  const answer = await auth.handler(new Request(`${baseURL}/api/auth/${path}`, { headers: { cookie } }));
  const said = await answer.json();
  if (answer.status !== 200 || !said?.[member]) throw new Error(`${name} was answered ${answer.status}`);
}

/** @type {Record<string, number[]>} microseconds a request */
const values = Object.fromEntries(contenders.map(({ name }) => [name, []]));
for (const contender of contenders) for (let index = 0; index < 3 * BATCH; index++) await ask(contender);
const [wall, cpu] = [performance.now(), process.cpuUsage()];
for (let round = 0; round < Number(count); round++) {
  for (const contender of contenders) {
    const start = performance.now();
    for (let index = 0; index < BATCH; index++) await ask(contender);
    values[contender.name]?.push(((performance.now() - start) * 1_000) / BATCH);
  }
}
const { user, system } = process.cpuUsage(cpu);
console.log(JSON.stringify({ values, busy: (user + system) / 1_000 / (performance.now() - wall) }));
process.exit();
