/** `npm start`: install, build, migrate and run the Todo app. See `npm start -- --help`. */
import { requireNode } from "./lib/node-version.mjs";

requireNode(); // before anything that an older Node cannot even load
const { runApp } = await import("./lib/app.mjs");
await runApp("start");
