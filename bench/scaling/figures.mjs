/** The measured figures, by name: a few from `npm run bench`, the others from `npm run scaling -- --measure`. */
import { existsSync, readFileSync } from "node:fs";
import { Failure } from "../../scripts/lib/failure.mjs";
import { inRoot } from "../../scripts/lib/paths.mjs";

/** @typedef {{ suites: readonly { id: string, rows: readonly { id: string, median: number }[] }[] }} Results */
/** @typedef {Record<string, Record<string, unknown>>} Measured */
/** @typedef {ReturnType<typeof figuresOf>} Figures */

export const RESULTS = "bench/results/latest.json";
export const MEASURED = "bench/scaling/figures.json";

/** @throws {Failure} when a file or a figure is missing. */
export function readFigures() {
  return figuresOf(read(RESULTS, "npm run bench"), read(MEASURED, "npm run scaling -- --measure"));
}

/** @param {string} path @param {string} command */
function read(path, command) {
  if (!existsSync(inRoot(path))) throw new Failure(`${path} is missing. Make it: ${command}`);
  return JSON.parse(readFileSync(inRoot(path), "utf8"));
}

/** @param {Results} results @param {Measured} measured @throws {Failure} */
export function figuresOf(results, measured) {
  /** @param {string} suite @param {string} row */
  function bench(suite, row) {
    const median = results.suites.find(({ id }) => id === suite)?.rows.find(({ id }) => id === row)?.median;
    return number(median, `${suite}/${row}`, RESULTS, "npm run bench");
  }
  /** @param {string} path - such as "auth.database.tokenReads" */
  function own(path) {
    const found = path
      .split(".")
      .reduce((at, name) => /** @type {any} */ (at)?.[name], /** @type {unknown} */ (measured));
    return number(found, path, MEASURED, "npm run scaling -- --measure");
  }
  const sessions = (/** @type {"database" | "cookie-cache" | "redis"} */ where) => ({
    tokenReads: own(`auth.${where}.tokenReads`),
    tokenWrites: own(`auth.${where}.tokenWrites`),
    tokenCommands: own(`auth.${where}.tokenCommands`),
    tokenMicroseconds: own(`auth.${where}.tokenMicroseconds`),
    tokenPostgresMicroseconds: own(`auth.${where}.tokenPostgresMicroseconds`),
    refreshWrites: own(`auth.${where}.refreshWrites`),
    lookReads: own(`auth.${where}.lookReads`),
    lookCommands: own(`auth.${where}.lookCommands`),
    signOutReads: own(`auth.${where}.signOutReads`),
    signOutWrites: own(`auth.${where}.signOutWrites`),
  });
  return {
    machine: /** @type {Record<string, string | number>} */ (measured.machine ?? {}),
    database: sessions("database"),
    cookieCache: sessions("cookie-cache"),
    redisSessions: sessions("redis"),
    feed: {
      idleBytesPerSecond: own("feed.idleBytesPerSecond"),
      bytesPerSignOut: own("feed.bytesPerSignOut"),
      bytesPerEntry: own("feed.snapshotBytesPerEntry"),
      readMicroseconds: own("feed.readMicroseconds"),
      startSeconds: own("feed.snapshotSeconds") / own("feed.snapshotEntries"),
    },
    redis: {
      commandsPerSignOut: own("redis.commandsPerSignOut"),
      idleCommandsPerSecond: own("redis.idleCommandsPerSecond"),
      listenerCommandsPerSignOut: own("redis.listenerCommandsPerSignOut"),
      bytesPerSignOut: own("redis.bytesPerSignOut"),
      memoryPerEntry: own("redis.memoryPerEntry"),
      commandMicroseconds: own("redis.commandMicroseconds"),
      startSeconds: own("redis.snapshotSeconds") / own("redis.snapshotEntries"),
    },
    entryBytes: { node: own("memory.nodeEntry"), python: own("memory.pythonEntry") },
    rememberedBytes: { node: own("memory.nodeRemembered"), python: own("memory.pythonRemembered") },
    /** Microseconds of a first verification. */
    verify: { python: bench("python-hs256", "bridge"), node: bench("node-hs256", "bridge") },
    /** Microseconds of a whole request to FastAPI, its token seen before. */
    request: 1e6 / bench("fastapi", "bridge"),
  };
}

/** @param {unknown} value @param {string} name @param {string} file @param {string} command */
function number(value, name, file, command) {
  if (typeof value === "number" && Number.isFinite(value)) return value;
  throw new Failure(`${file} has no figure ${name}. Measure it: ${command}`);
}
