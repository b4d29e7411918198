/**
 * Who may import whom (ARCHITECTURE.md): apps only the published entry points, leaves never each other, the core
 * no leaf, what vectors are made from nothing.
 */
import { readdirSync, readFileSync } from "node:fs";
import { dirname, join, normalize, relative } from "node:path";
import { Failure } from "../lib/failure.mjs";
import { findFiles } from "../lib/files.mjs";
import { inRoot, ROOT } from "../lib/paths.mjs";

/** @typedef {{ path: string, text: string }} Source - `path` is relative to the root, with "/" */
/**
 * @typedef {object} World
 * @property {ReadonlySet<string>} entries - what the TypeScript package publishes, such as "jwt-auth-bridge/client"
 * @property {ReadonlySet<string>} leaves - the folders of both packages, such as "fastapi"
 */

const TYPESCRIPT_CORE = "packages/typescript/src/";
const PYTHON_CORE = "packages/python/src/jwt_auth_bridge/";
const PYTHON_ENTRIES = new Set(
  [
    "",
    ".asgi",
    ".fastapi",
    ".jwks",
    ".postgres",
    ".postgres.alembic",
    ".postgres.asyncpg",
    ".revocation_feed",
    ".revocation_redis",
    ".sqlalchemy",
    ".testing",
  ].map((entry) => `jwt_auth_bridge${entry}`),
);
/** Folders of the core: settings name a key set by its address, whoever signs publishes one, and a verifier asks what was ended. */
const CORE_ROOMS = ["jwks", "revocation"];
/** The command line is on top: it may import the rooms whose commands it runs. */
const COMMANDS = "cli";
/** One file of the core chooses where revocations are heard from. In Python it names them when an app asks for one. */
const CHOICE = { from: `${TYPESCRIPT_CORE}revocation/settings.ts`, of: "revocation-" };
/** What the vectors are made from shares no code with what they test. */
const VECTOR_SOURCES = /^conformance\/(cases\/|(generate|coverage)\.mjs$)/;
const OURS = ["packages/typescript/src", "packages/python/src", "apps", "bench", "conformance"];

/** Read every source and apply the rules. @throws {Failure} with one line for each import that breaks one. */
export async function checkImports() {
  const exported = Object.keys(
    JSON.parse(readFileSync(inRoot("packages/typescript/package.json"), "utf8")).exports,
  );
  const entries = new Set(exported.map((path) => join("jwt-auth-bridge", path)));
  const paths = OURS.flatMap((folder) => findFiles(inRoot(folder), ".ts", ".tsx", ".mjs", ".py"));
  const sources = paths.map((path) => ({ path: relative(ROOT, path), text: readFileSync(path, "utf8") }));
  const folders = [TYPESCRIPT_CORE, PYTHON_CORE].flatMap((core) => foldersIn(inRoot(core)));
  const leaves = new Set(folders.filter((folder) => !CORE_ROOMS.includes(folder)));
  const broken = sources.flatMap((source) => violations(source, { entries, leaves }));
  if (broken.length > 0) throw new Failure("these imports break the rules", broken.join("\n"));
}

/**
 * @param {Source} source
 * @param {World} world
 * @returns {string[]} a line for each import that breaks a rule
 */
export function violations({ path, text }, world) {
  const imported = path.endsWith(".py") ? pythonImports(path, text) : typescriptImports(path, text);
  return imported.flatMap((target) => {
    const reason = refusal(path, target, world);
    return reason ? [`${path}: ${target} (${reason})`] : [];
  });
}

/** @param {string} path @param {string} target - a path from the root, or a package @param {World} world */
function refusal(path, target, { entries, leaves }) {
  const isOutside = !path.startsWith("packages/") && (target.startsWith("packages/") || isPackage(target));
  if (isOutside && !entries.has(target) && !PYTHON_ENTRIES.has(target)) return "not a published entry point";
  if (VECTOR_SOURCES.test(path) && !target.startsWith("node:") && !VECTOR_SOURCES.test(target)) {
    return "vectors are made from nothing but themselves";
  }
  for (const core of [TYPESCRIPT_CORE, PYTHON_CORE]) {
    if (!path.startsWith(core)) continue;
    if (target.startsWith("apps/")) return "a package does not know the apps";
    const [from, to] = [room(path, core, leaves), room(target, core, leaves)];
    const isChosen = path === CHOICE.from && to.startsWith(CHOICE.of);
    if (to !== "" && from !== to && from !== COMMANDS && !isChosen)
      return from === "" ? "the core knows no leaf" : "leaves never import each other";
    if (/\/errors\.(ts|py)$/.test(path) && target.startsWith(core)) return "errors imports nothing of ours";
    if (/\/(keys|claims|bearer|secret)\.(ts|py)$/.test(path) && /\/verifier\b/.test(target)) {
      return "keys, claims and bearer lie below the verifier";
    }
  }
  return undefined;
}

/** @param {string} target */
const isPackage = (target) => /^jwt-auth-bridge(\/|$)/.test(target) || /^jwt_auth_bridge(\.|$)/.test(target);

/** The leaf, "" for the core. @param {string} path @param {string} core @param {ReadonlySet<string>} leaves */
function room(path, core, leaves) {
  const [first = ""] = path.startsWith(core) ? path.slice(core.length).split("/") : [];
  return leaves.has(first) ? first : "";
}

/** @param {string} folder */
const foldersIn = (folder) =>
  readdirSync(folder, { withFileTypes: true }).flatMap((entry) => (entry.isDirectory() ? [entry.name] : []));

/** @param {string} path @param {string} text */
function typescriptImports(path, text) {
  const statements = text.matchAll(/\b(?:from|import)\s*\(?\s*["']([^"']+)["']/g);
  return [...statements].map(([, name = ""]) =>
    name.startsWith(".") ? normalize(join(dirname(path), name)) : name,
  );
}

/** @param {string} path @param {string} text */
function pythonImports(path, text) {
  const statements = text.matchAll(/^[ \t]*(?:from[ \t]+(\.*)([\w.]*)[ \t]+import\b|import[ \t]+([\w.]+))/gm);
  return [...statements].map(([, dots = "", from = "", plain = ""]) => {
    const name = plain || from;
    const inPackage = path.startsWith(PYTHON_CORE);
    if (dots !== "")
      return join(dirname(path), ...Array(dots.length - 1).fill(".."), name.replaceAll(".", "/"));
    if (inPackage && isPackage(name)) return join("packages/python/src", name.replaceAll(".", "/"));
    return name;
  });
}
