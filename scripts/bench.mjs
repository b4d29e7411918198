/** `npm run bench`: measure the bridge beside its peers. See `npm run bench -- --help`. */
import { requireNode } from "./lib/node-version.mjs";

requireNode(); // before anything that an older Node cannot even load
const { runBench } = await import("../bench/command.mjs");
await runBench(process.argv.slice(2));
