// Writes vectors/*.json from cases/, or with --check exits 1 when one of them differs.
import { readFileSync, writeFileSync } from "node:fs";
import { bearer } from "./cases/bearer.mjs";
import { issuers, keys, secrets } from "./cases/keys.mjs";
import { policy, tokens } from "./cases/tokens/index.mjs";

const files = {
  "keys.json": { vectors: keys },
  "secrets.json": { vectors: secrets },
  "issuers.json": { vectors: issuers },
  "bearer.json": { vectors: bearer },
  "tokens.json": { policy, vectors: tokens },
};

const check = process.argv.includes("--check");
const rules = new Set(
  readFileSync(new URL("PROFILE.md", import.meta.url), "utf8").match(/(?<=^\| )[A-Z]\d+(?= +\|)/gm),
);
let total = 0;
let failed = false;

for (const [name, content] of Object.entries(files)) {
  const ids = content.vectors.map((vector) => vector.id);
  const repeated = ids.filter((id, at) => ids.indexOf(id) !== at);
  if (repeated.length > 0) throw new Error(`${name}: the id ${repeated[0]} is given twice`);
  const lawless = content.vectors.find((vector) => !rules.has(vector.rule));
  if (lawless)
    throw new Error(`${name}: ${lawless.id} names the rule ${lawless.rule}, which PROFILE.md does not have`);

  const url = new URL(`vectors/${name}`, import.meta.url);
  const text = `${JSON.stringify(content, null, 1)}\n`;
  if (!check) writeFileSync(url, text);
  else if (readFileSync(url, "utf8") !== text) {
    failed = true;
    console.error(`conformance/vectors/${name} is not what cases/ make: run node conformance/generate.mjs`);
  }
  total += ids.length;
}
console.log(`${total} vectors in ${Object.keys(files).length} files`);
if (failed) process.exitCode = 1;
