/** What `npm run scaling -- --measure` measures: what is not in bench/results. */
import { execFileSync } from "node:child_process";
import { mkdirSync, rmSync } from "node:fs";
import { arch, cpus, platform } from "node:os";
import { inRoot } from "../../../scripts/lib/paths.mjs";
import { makeTokens } from "../../credentials/tokens.mjs";
import { EXTENTS } from "../../lib/context.mjs";
import { BENCH_PYTHON } from "../../lib/python.mjs";
import { memory } from "../../suites/memory.mjs";
import { measureFeed } from "./feed.mjs";
import { measureRedis } from "./redis.mjs";
import { measureTokens } from "./tokens.mjs";

/** Enough for both generations of remembered tokens to be full. */
const REMEMBERED = 10_000;
const ENTRIES = 1_000_000;

/**
 * @param {(name: string) => string} log
 * @param {(name: string, work: () => Promise<void>) => Promise<void>} step
 */
export async function measureFigures(log, step) {
  /** @type {Record<string, object>} */
  const figures = { machine: machine() };
  const part = (
    /** @type {string} */ name,
    /** @type {string} */ title,
    /** @type {() => Promise<object>} */ work,
  ) =>
    step(title, async () => {
      figures[name] = await work();
    });
  await part("auth", "tokens and sign-outs", () => measureTokens(log));
  await part("feed", "the feed", () => measureFeed(log));
  await part("redis", "Redis", () => measureRedis(log));
  await part("memory", "memory", () => measureMemory(log));
  return figures;
}

/** What the figures were taken on. Names no host and no user. */
function machine() {
  const CPU = cpus()[0]?.model.trim() ?? "unknown";
  return { CPU, cores: cpus().length, system: `${platform()} ${arch()}`, node: process.versions.node };
}

/** Bytes of an entry, and of all tokens that are remembered. @param {(name: string) => string} log */
async function measureMemory(log) {
  const folder = inRoot(".cache/scaling/secrets");
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const tokens = await makeTokens(1, folder);
  try {
    const free = (/** @type {readonly string[]} */ command) => [...command];
    const pins = { pinned: false, loadCore: undefined, subject: free, load: free, both: free };
    const extent = { ...EXTENTS.quick, rememberedTokens: REMEMBERED };
    const { samples } = await memory.measure({ extent, tokens, pins, folder, log, say: () => {} });
    const mebibytes = (/** @type {string} */ id) => (samples[id]?.values[0] ?? Number.NaN) * 2 ** 20;
    return {
      nodeEntry: entry(process.execPath, ["--expose-gc", inRoot("bench/scaling/measure/entries.mjs")]),
      pythonEntry: entry(BENCH_PYTHON, [inRoot("bench/scaling/measure/entries.py")]),
      nodeRemembered: mebibytes("node-bound"),
      pythonRemembered: mebibytes("python-bound"),
    };
  } finally {
    tokens.stop();
    rmSync(folder, { recursive: true, force: true });
  }
}

/** @param {string} program @param {string[]} args @returns {number} bytes of each of many */
function entry(program, args) {
  const said = execFileSync(program, [...args, String(ENTRIES)], { encoding: "utf8" });
  return JSON.parse(said).bytes / ENTRIES;
}
