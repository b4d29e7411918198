/** `npm run conformance`: every vector, put to every verifier and adapter. */
import { writeFileSync } from "node:fs";
import { buildContract } from "../../scripts/lib/build.mjs";
import { prepareTools, readOptions } from "../../scripts/lib/command.mjs";
import { Failure } from "../../scripts/lib/failure.mjs";
import { main } from "../../scripts/lib/main.mjs";
import { inRoot } from "../../scripts/lib/paths.mjs";
import { createProgress, seconds } from "../../scripts/lib/progress.mjs";

const HELP = `Puts every vector of the profile to both packages and to the six servers of the contract, and prints who agrees.

  npm run conformance -- [options]

  --json <file>       write every result there, too
  --vectors <folder>  with the files of vectors, otherwise conformance/vectors
  --help

A cell is "agreed/asked"; "–" where no case of that kind reaches that column. Exits with code 1 when anything disagrees.`;

/** @param {readonly string[]} args */
export function runConformance(args) {
  return main(async () => {
    const options = readOptions({
      args: [...args],
      options: {
        json: { type: "string" },
        vectors: { type: "string", default: inRoot("conformance/vectors") },
        help: { type: "boolean", short: "h" },
      },
    });
    if (options.help) console.log(HELP);
    else await report(options);
  }, 130);
}

/** @param {{ json?: string | undefined, vectors: string }} options */
async function report({ json, vectors }) {
  const begun = Date.now();
  const progress = createProgress();
  const { env, log } = await prepareTools("conformance", progress);
  await progress.step("build the Next server", () => buildContract(env, log("build-next")));

  const { readColumns } = await import("./columns.mjs"); // its imports are there only now
  const { disagreements, formatDisagreements, formatTable } = await import("./table.mjs");
  const columns = await readColumns(vectors, progress);
  if (json) writeFileSync(json, `${JSON.stringify(columns, null, 1)}\n`);
  const found = disagreements(columns);
  const shown = formatDisagreements(found);
  progress.say(
    `\n${formatTable(columns)}${shown && `\n\n${shown}`}\n\nDone in ${seconds(Date.now() - begun)}.`,
  );
  if (found.length > 0) throw new Failure(`${found.length} results are not what their vectors say`);
}
