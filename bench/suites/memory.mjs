/** What remembering verified tokens takes, at its bound and long after. */
import { inRoot } from "../../scripts/lib/paths.mjs";
import { runLoop } from "../lib/loop.mjs";
import { BENCH_PYTHON } from "../lib/python.mjs";

const targets = [{ atMost: 1.1 }];

/** @type {import("../lib/report.mjs").Suite} */
export const memory = {
  id: "memory",
  title: "Memory of the verified tokens, 4,096 at most",
  unit: "MiB",
  base: "python-bound",
  baseTitle: "10,000 tokens",
  contenders: [
    { id: "python-bound", title: "Python, after 10,000 different tokens: resident" },
    { id: "python-end", title: "Python, after all: resident", targets },
    { id: "node-bound", title: "Node, after 10,000 different tokens: heap", base: "node-bound" },
    { id: "node-end", title: "Node, after all: heap", base: "node-bound", targets },
  ],
  async measure(context) {
    const { rememberedTokens: count } = context.extent;
    const { hs256 } = context.tokens;
    const header = hs256.users[0]?.headers.Authorization?.replace(/^Bearer |\..*$/g, "") ?? "";
    const common = {
      args: [String(count)],
      env: { ...hs256.env, BENCH_HEADER: header },
      conditions: { "different tokens": count.toLocaleString("en-GB") },
      context,
    };
    const python = await runLoop("memory of Python", {
      ...common,
      command: context.pins.subject([BENCH_PYTHON, inRoot("bench/loops/python/memory.py")]),
    });
    const node = await runLoop("memory of Node", {
      ...common,
      command: context.pins.both([process.execPath, "--expose-gc", inRoot("bench/loops/node/memory.mjs")]),
    });
    const named = (/** @type {string} */ language, /** @type {typeof node} */ { samples }) =>
      Object.entries(samples).map(([id, each]) => [`${language}-${id}`, each]);
    return {
      samples: Object.fromEntries([...named("python", python), ...named("node", node)]),
      conditions: common.conditions,
    };
  },
};
