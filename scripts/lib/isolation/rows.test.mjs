import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { it } from "node:test";
import { inRoot } from "../paths.mjs";
import { rows } from "./rows.mjs";

it("are what the page says of them", () => {
  const page = readFileSync(inRoot("docs/isolation-evidence.md"), "utf8");
  const [, section = ""] = page.split("\n## Load\n");
  const said = [...section.matchAll(/^\| (?!what stands)(.+?) \| ([\d,]+) \|/gm)].map(([, name, count]) => [
    name,
    count,
  ]);
  assert.deepEqual(
    said,
    rows(20_000).map(({ name, requests }) => [name, requests.toLocaleString("en")]),
  );
});
