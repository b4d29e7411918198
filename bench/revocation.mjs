/** `npm run bench:revocation`: how soon four APIs refuse the token of a session that has ended, and what kills change about it. */
import { prepareTools, readOptions } from "../scripts/lib/command.mjs";
import { Failure } from "../scripts/lib/failure.mjs";
import { main } from "../scripts/lib/main.mjs";
import { createProgress } from "../scripts/lib/progress.mjs";
import { requireRedis } from "../scripts/lib/testing/prerequisites.mjs";
import { quantile } from "./lib/stats.mjs";
import { measureKills } from "./revocation/kills.mjs";
import { measure } from "./revocation/measure.mjs";
import { startProcesses } from "./revocation/processes.mjs";

const HELP = `Measures the time from the answer of a sign-out to the first refusal by each of four API processes: first with all in
good order, then while the auth server, Redis and APIs are killed by SIGKILL and started again.

  npm run bench:revocation -- [options]

  --sign-outs N   for each transport in good order, 250 unless given: a thousand times with four APIs
  --load N        requests a second of others meanwhile, 500 unless given
  --help

Exit code 1 when, in good order, a token is accepted for more than a second in more than one case of a hundred, or a good one is
refused. With kills, when an ended token is accepted for more than 30 seconds or in the end; when a good one is refused, except by
503 from 30 seconds after the source of revocations was lost; when that did not happen; and when an API starts without knowing.`;

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
  const say = (/** @type {string} */ line) => progress.say(line);
  for (const transport of /** @type {const} */ (["feed", "Redis"])) {
    const processes = await startProcesses(transport, tools.log);
    try {
      const { delays, held, requests, refused } = await measure(processes, extent);
      say(
        `${transport}: ${timesOf(delays, held)}; ${requests} requests of others, ${refused} of them refused`,
      );
      if (quantile(delays, 0.99) > TARGET || refused > 0) process.exitCode = 1;
      const killed = await measureKills(processes, { ...extent, say });
      tellOf(killed, say);
      const { unavailable, accepted, early } = killed;
      if (killed.refused > 0 || accepted > 0 || early > 0 || unavailable === 0) process.exitCode = 1;
    } finally {
      await processes.stop();
    }
  }
}, 130);

/** @param {import("./revocation/kills.mjs").Outcome} outcome @param {(line: string) => void} say */
function tellOf(
  { delays, held, longest, failed, requests, good, unavailable, missed, refused, accepted, early },
  say,
) {
  say(`  ${timesOf(delays, held)}; let in for ${Math.round(longest)} ms at most; ${failed} sign-outs failed
  ended tokens accepted beyond the bound, or in the end: ${accepted}; APIs that started without knowing: ${early}
  ${requests} requests of others: ${good} good, ${unavailable} answered 503 while nothing could be heard, ${missed} to an API that was
  being started, ${refused} refused otherwise`);
}

/** @param {number[]} delays @param {number} held */
function timesOf(delays, held) {
  const [median, p99, most] = [0.5, 0.99, 1].map((part) => Math.round(quantile(delays, part)));
  return `${delays.length} refusals, median ${median} ms, p99 ${p99} ms, latest ${most} ms (this process held up for ${Math.round(held)} ms at most)`;
}

/** @param {string} text */
function wholeNumber(text) {
  if (!/^[1-9]\d{0,5}$/.test(text)) throw new Failure("the options are whole numbers above 0");
  return Number(text);
}
