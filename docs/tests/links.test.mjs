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

/** What a link can lead to within a page, as GitHub names it. @param {string} page */
const anchors = (page) =>
  [...prose(page).matchAll(/^#+ (.*)$/gm)].map(([, heading = ""]) =>
    heading
      .toLowerCase()
      .replace(/[^\p{L}\p{N} _-]/gu, "")
      .replaceAll(" ", "-"),
  );

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

it("every link to a heading of this project's pages leads to one", () => {
  const links = PAGES.flatMap((page) =>
    [...prose(page).matchAll(/\]\(([^)#\s:]*)#([^)\s]+)\)/g)].map(([, link = "", anchor = ""]) => ({
      page,
      anchor,
      target: link ? resolve(dirname(page), link) : page,
    })),
  );
  const within = links.filter(({ target }) => target.endsWith(".md"));
  assert.ok(within.length > 0);
  const broken = within.filter(({ target, anchor }) => !anchors(target).includes(anchor));
  assert.deepEqual(
    broken.map(({ page, target, anchor }) => `${relative(ROOT, page)}: ${relative(ROOT, target)}#${anchor}`),
    [],
  );
});
