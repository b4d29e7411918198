/** `npm run dev`: the same as `npm start`, with hot reload. See `npm run dev -- --help`. */
import { requireNode } from "./lib/node-version.mjs";

requireNode(); // before anything that an older Node cannot even load
const { runApp } = await import("./lib/app.mjs");
await runApp("dev");
