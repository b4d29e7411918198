/** `npm run database`: the roles of the Todo app in PostgreSQL, and their URLs in `.env`. */
import { parseArgs } from "node:util";
import { administratorUrl } from "./administrator-url.mjs";
import { loadDotenv, readDotenv, setInDotenv } from "./dotenv.mjs";
import { Failure } from "./failure.mjs";
import { main } from "./main.mjs";
import { installNpmPackages } from "./npm-packages.mjs";
import { inRoot } from "./paths.mjs";
import { createProgress } from "./progress.mjs";
import { QUIET_TOOLS, withoutSettings } from "./settings.mjs";

const HELP = `Makes PostgreSQL ready for the Todo app, and tells the app of it in .env.

  npm run database -- postgresql://<superuser>@<host>:<port>/<database>

The database is made when it is not there. Three roles are made with random passwords, and each can do only what its
process needs: todo_owner migrates the API's tables, todo_api serves them, todo_web keeps the web app's. Tables of an
earlier installation go to their new owners.

The superuser's password is taken from PGPASSWORD or ~/.pgpass, or from the address; it is kept nowhere. Where
nobody has one, as on a new Debian, make a superuser who has: sudo -u postgres createuser --superuser --pwprompt admin
Doing it again changes nothing. Roles are the whole server's: for a second database the passwords in .env are kept. Another
checkout on the same server needs them in its own .env first, or the roles get new ones. It needs PostgreSQL 15 or later.`;

/** @param {string[]} args */
export function runDatabase(args) {
  return main(async () => {
    const { help, address } = parseCommand(args);
    if (help) console.log(HELP);
    else await prepare(address);
  }, 130);
}

/** @param {string[]} args @throws {Failure} */
function parseCommand(args) {
  try {
    const options = { help: { type: /** @type {const} */ ("boolean"), short: "h" } };
    const { values, positionals } = parseArgs({ args, options, allowPositionals: true });
    if (positionals.length > 1) throw new Error("There is one address too many");
    return { help: values.help, address: positionals[0] };
  } catch (error) {
    throw new Failure(`${/** @type {Error} */ (error).message.split(". ")[0]}. See --help`);
  }
}

/** @param {string | undefined} address */
async function prepare(address) {
  const url = administratorUrl(address);
  const progress = createProgress();
  const tools = { ...withoutSettings(process.env), ...QUIET_TOOLS };
  await progress.step("npm packages", () => installNpmPackages(tools, inRoot(".data/logs/npm.log")));
  const { prepareDatabase } = await import("./roles.mjs"); // which needs those packages
  const path = inRoot(".env");
  const { urls, done } = await prepareDatabase(url, readDotenv(path), undefined, progress.say);
  const { remarks } = loadDotenv(path, process.env);
  const written = setInDotenv(path, urls);
  if (written.length > 0) done.push(`wrote ${written.join(", ")} into .env`);
  for (const line of [...remarks, ...done]) progress.say(line);
  if (done.length === 0) progress.say("everything is in place already");
  const shadowed = Object.keys(urls).filter((name) => process.env[name]);
  if (shadowed.length > 0)
    progress.say(`warning: ${shadowed.join(", ")} of the environment goes before .env. Mend: unset it`);
  progress.say("\nNow: npm start");
}
