/** `npm run database`: PostgreSQL made ready for the Todo app. See `npm run database -- --help`. */
import { requireNode } from "./lib/node-version.mjs";

requireNode(); // before anything that an older Node cannot even load
const { runDatabase } = await import("./lib/database.mjs");
await runDatabase(process.argv.slice(2));
