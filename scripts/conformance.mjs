/** `npm run conformance`: every vector, put to every verifier and adapter. See `npm run conformance -- --help`. */
import { requireNode } from "./lib/node-version.mjs";

requireNode(); // before anything that an older Node cannot even load
const { runConformance } = await import("../conformance/report/command.mjs");
await runConformance(process.argv.slice(2));
