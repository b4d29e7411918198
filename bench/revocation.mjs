/** `npm run bench:revocation`: how soon four APIs refuse the token of a session that has ended. */
import { prepareTools, readOptions } from "../scripts/lib/command.mjs";
import { Failure } from "../scripts/lib/failure.mjs";
import { main } from "../scripts/lib/main.mjs";
import { createProgress } from "../scripts/lib/progress.mjs";
import { requireRedis } from "../scripts/lib/testing/prerequisites.mjs";
import { quantile } from "./lib/stats.mjs";
import { measure } from "./revocation/measure.mjs";
import { startProcesses } from "./revocation/processes.mjs";

const HELP = `Measures the time from the answer of a sign-out to the first refusal by each of four API processes.

  npm run bench:revocation -- [options]

  --sign-outs N   for each transport, 250 unless given: a thousand times with four APIs
  --load N        requests a second of others meanwhile, 500 unless given
  --help

Exit code 1 when a token is accepted for more than a second in more than one case of a hundred, or a good one is refused.`;

const TARGET = 1000; // milliseconds

await main(async () => {
  const options = /** @type {const} */ ({
    "sign-outs": { type: "string", default: "250" },
    load: { type: "string", default: "500" },
    help: { type: "boolean", short: "h" },
  });
  const values = readOptions({ args: process.argv.slice(2), options });
  if (values.help) return console.log(HELP);
  const extent = { signOuts: wholeNumber(values["sign-outs"]), load: wholeNumber(values.load) };
  const progress = createProgress();
  const tools = await prepareTools("bench", progress);
  await requireRedis(tools);
  for (const transport of /** @type {const} */ (["feed", "Redis"])) {
    const processes = await startProcesses(transport, tools.log);
    try {
      const { delays, requests, refused } = await measure(processes, extent);
      const [median, p99] = [quantile(delays, 0.5), quantile(delays, 0.99)].map(Math.round);
      const most = Math.round(Math.max(...delays));
      progress.say(
        `${transport}: ${delays.length} refusals, median ${median} ms, p99 ${p99} ms, latest ${most} ms; ` +
          `${requests} requests of others, ${refused} of them refused`,
      );
      if ((p99 ?? TARGET) > TARGET || refused > 0) process.exitCode = 1;
    } finally {
      await processes.stop();
    }
  }
}, 130);

/** @param {string} text */
function wholeNumber(text) {
  if (!/^[1-9]\d{0,5}$/.test(text)) throw new Failure("the options are whole numbers above 0");
  return Number(text);
}
