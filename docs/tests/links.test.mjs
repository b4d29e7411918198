import assert from "node:assert/strict";
import { existsSync, readFileSync } from "node:fs";
import { dirname, relative, resolve } from "node:path";
import { it } from "node:test";
import { findFiles } from "../../scripts/lib/files.mjs";
import { inRoot, ROOT } from "../../scripts/lib/paths.mjs";

const FOLDERS = ["apps", "bench", "conformance", "docs", "packages"];
const PAGES = [
  ...["README.md", "ARCHITECTURE.md", "CONTRIBUTING.md", "SECURITY.md"].map((name) => inRoot(name)),
  ...FOLDERS.flatMap((folder) => findFiles(inRoot(folder), ".md")),
];

/** A page without its code, where `](` is no link. @param {string} page */
const prose = (page) => readFileSync(page, "utf8").replace(/^ *```[\s\S]*?^ *```/gm, "");

it("every link to a file of this project leads somewhere", () => {
  const links = PAGES.flatMap((page) =>
    [...prose(page).matchAll(/\]\(([^)#\s]+)[^)]*\)/g)].map(([, link = ""]) => ({ page, link })),
  );
  const within = links.filter(({ link }) => !/^[a-z]+:/.test(link));
  assert.ok(within.length > 0);
  const broken = within.filter(({ page, link }) => !existsSync(resolve(dirname(page), link)));
  assert.deepEqual(
    broken.map(({ page, link }) => `${relative(ROOT, page)}: ${link}`),
    [],
  );
});
