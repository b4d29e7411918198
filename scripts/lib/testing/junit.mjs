/** Counts from a JUnit report, which vitest, pytest, Playwright and node:test all write. */

/** @typedef {{ passed: number, failed: number, failures: string[], notes: string[] }} Counts - `failures` are names of tests */

const QUOTED = `"[^"]*"|'[^']*'`; // ">" may stand in an attribute
const TAG = new RegExp(
  `<(/?)(testcase|failure|error|skipped)((?:\\s+[\\w:.-]+\\s*=\\s*(?:${QUOTED}))*)\\s*(/?)>`,
  "g",
);

/** What a test says for the summary: node:test writes `t.diagnostic("note: …")` as a comment. */
const NOTE = /<!-- note: ([^\n]*?) -->/g;

/**
 * A skipped test has shown nothing and counts as failed.
 *
 * @param {string} xml
 * @returns {Counts}
 */
export function countTests(xml) {
  /** @type {Counts} */
  const counts = { passed: 0, failed: 0, failures: [], notes: [] };
  let name = "";
  let problem = "";
  const finish = () => {
    if (problem) counts.failures.push(problem === "skipped" ? `${name} (skipped)` : name);
    counts[problem ? "failed" : "passed"] += 1;
  };
  const told = xml.replace(/<!\[CDATA\[[\s\S]*?\]\]>/g, ""); // what a test has printed may look like a tag
  counts.notes = [...told.matchAll(NOTE)].map(([, note = ""]) => note);
  for (const [, closing, tag, attributes = "", empty] of told.matchAll(TAG)) {
    if (tag !== "testcase") problem ||= closing ? "" : (tag ?? "");
    else if (closing) finish();
    else {
      name = attribute(attributes, "name");
      problem = "";
      if (empty) finish();
    }
  }
  return counts;
}

const ENTITIES = { "&lt;": "<", "&gt;": ">", "&quot;": '"', "&apos;": "'", "&amp;": "&" };

/** @param {string} attributes @param {string} name */
function attribute(attributes, name) {
  const [, value = ""] = attributes.match(new RegExp(`\\s${name}\\s*=\\s*(${QUOTED})`)) ?? [];
  const decoded = value
    .slice(1, -1)
    .replace(/&(lt|gt|quot|apos|amp);/g, (entity) => ENTITIES[/** @type {keyof typeof ENTITIES} */ (entity)]);
  return decoded.replace(/\s+/g, " ");
}
