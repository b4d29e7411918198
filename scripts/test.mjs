/** `npm test`: every suite, or those that are named: `npm test -- static python`. */
import { requireNode } from "./lib/node-version.mjs";

requireNode(); // before anything that an older Node cannot even load
const { runTests } = await import("./lib/testing/runner.mjs");
await runTests(process.argv.slice(2));
