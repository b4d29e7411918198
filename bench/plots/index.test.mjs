import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { reportOf } from "../lib/report.mjs";
import { plotsOf } from "./index.mjs";
import { THEMES } from "./theme.mjs";

const report = reportOf(
  {
    id: "fastapi",
    title: "FastAPI",
    unit: "requests/s",
    base: "none",
    contenders: [
      { id: "none", title: "nobody is asked" },
      { id: "bridge", title: "`ours` & <theirs>" },
    ],
    measure: () => Promise.reject(new Error("not measured here")),
  },
  {
    samples: {
      none: { values: [1_000, 1_000, 1_000], p50: [5, 5, 5], p99: [8, 8, 8] },
      bridge: { values: [880, 890, 900], p50: [6, 6, 6], p99: [12, 12, 12] },
    },
    conditions: {},
  },
);
const plots = plotsOf([report]);
/** @param {string} name */
const filesOf = (name) => plots.find((plot) => plot.name === name)?.files ?? { light: "", dark: "" };

describe("plotsOf", () => {
  it("leaves out what was not measured", () => {
    assert.deepEqual(
      plots.map(({ name }) => name),
      ["throughput-fastapi", "latency-fastapi"],
    );
  });
  it("says the part of the open server's throughput", () => {
    assert.match(filesOf("throughput-fastapi").light, />0\.89</);
    assert.match(filesOf("throughput-fastapi").light, />1\.00</);
  });
  it("says the 99th percentile", () => assert.match(filesOf("latency-fastapi").light, />12 ms</));
  it("writes files that stand for themselves, whatever a title holds", () => {
    const { light } = filesOf("throughput-fastapi");
    assert.match(light, /^<svg [^>]*xmlns="http:\/\/www\.w3\.org\/2000\/svg"/);
    assert.match(light, />ours &amp; &lt;theirs&gt;</);
  });
  it("has ours in the theme's own colour, on its own ground", () => {
    for (const theme of /** @type {const} */ (["light", "dark"])) {
      const svg = filesOf("throughput-fastapi")[theme];
      assert.ok(svg.includes(`fill="${THEMES[theme].ours}"`));
      assert.ok(svg.includes(THEMES[theme].background));
    }
  });
});
