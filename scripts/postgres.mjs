/**
 * A throw-away PostgreSQL cluster for tests: on a free port of the loopback interface, in a temporary folder,
 * with no care for a power cut. Needs PostgreSQL's programs and no running server.
 */
import { execFileSync, spawn } from "node:child_process";
import {
  chownSync,
  existsSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, join } from "node:path";
import { Failure } from "./lib/failure.mjs";
import { freePort } from "./lib/ports.mjs";

const PATIENCE = 30_000; // ms
const HOMEBREW = ["/opt/homebrew/opt", "/usr/local/opt"];

/** The folder with `initdb` and `postgres`, the newest of several; undefined when there is none. */
export function findPostgres(env = process.env) {
  const debian = "/usr/lib/postgresql";
  const folders = [
    ...(env.PATH ?? "").split(delimiter),
    ...newestFirst(debian, /^\d+$/).map((name) => join(debian, name, "bin")),
    ...HOMEBREW.flatMap((root) =>
      newestFirst(root, /^postgresql(@\d+)?$/).map((name) => join(root, name, "bin")),
    ),
  ];
  return folders.find((folder) => ["initdb", "postgres"].every((name) => existsSync(join(folder, name))));
}

/** @param {string} folder @param {RegExp} pattern */
function newestFirst(folder, pattern) {
  const number = (/** @type {string} */ name) => Number(name.match(/\d+/)?.[0] ?? 0);
  const names = existsSync(folder) ? readdirSync(folder).filter((name) => pattern.test(name)) : [];
  return names.sort((a, b) => number(b) - number(a));
}

/** A throw-away server that nobody waits for: what it has answered is lost with it. */
const HASTY = { synchronous_commit: "off", full_page_writes: "off", max_connections: "200" };

/**
 * Start a cluster. It also ends with this process, however that ends by itself.
 *
 * @param {string} [password] - the superuser's; without one nobody needs any
 * @returns {Promise<{ url: string, stop: () => Promise<void> }>} `url` is the superuser's, without
 *   the password
 * @throws {Failure} when PostgreSQL is not installed or does not start.
 */
export async function startPostgres(password) {
  const cluster = makeCluster(password);
  const port = await freePort();
  const { server, ended, isReady } = serveCluster(cluster, port, HASTY);
  const abandon = () => {
    server.kill("SIGKILL");
    cluster.remove();
  };
  process.once("exit", abandon);
  const stop = async () => {
    process.off("exit", abandon);
    server.kill("SIGINT"); // "fast": open connections are cut
    await ended;
    cluster.remove();
  };
  const end = Date.now() + PATIENCE;
  while (Date.now() < end && server.exitCode === null && server.signalCode === null) {
    if (isReady()) return { url: `postgresql://postgres@127.0.0.1:${port}/postgres`, stop };
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  await stop();
  throw new Failure("PostgreSQL did not start");
}

/** @typedef {ReturnType<typeof makeCluster>} Cluster */

/**
 * The files of a new cluster, in a temporary folder.
 *
 * @param {string} [password] - the superuser's; without one nobody needs any
 * @throws {Failure} when PostgreSQL is not installed.
 */
export function makeCluster(password) {
  const programs = findPostgres();
  if (!programs)
    throw new Failure("PostgreSQL is missing. On Debian and Ubuntu: sudo apt install postgresql");
  const folder = mkdtempSync(join(tmpdir(), "postgres-"));
  const options = { cwd: folder, ...unprivileged(folder) };
  const data = join(folder, "data");
  const remove = () => rmSync(folder, { recursive: true, force: true });
  try {
    const how = ["--username=postgres", "--encoding=UTF8", "--locale=C", "--no-sync"];
    const secret = join(folder, "password");
    if (password) writeFileSync(secret, password);
    how.push(...(password ? ["--auth=scram-sha-256", `--pwfile=${secret}`] : ["--auth=trust"]));
    execFileSync(join(programs, "initdb"), ["-D", data, ...how], { ...options, stdio: "pipe" });
  } catch (error) {
    remove();
    throw new Failure(
      "PostgreSQL's initdb failed",
      String(/** @type {{ stderr?: Buffer }} */ (error).stderr),
    );
  }
  return { programs, data, options, remove };
}

/**
 * Start the server of a cluster, on the loopback interface. It does not wait for the disk.
 *
 * @param {Cluster} cluster
 * @param {number} port
 * @param {Readonly<Record<string, string>>} settings
 */
export function serveCluster({ programs, data, options }, port, settings) {
  const own = { port, listen_addresses: "127.0.0.1", unix_socket_directories: "", fsync: "off", ...settings };
  const flags = Object.entries(own).flatMap(([name, value]) => ["-c", `${name}=${value}`]);
  const server = spawn(join(programs, "postgres"), ["-D", data, ...flags], {
    ...options,
    detached: true, // a Ctrl-C in the terminal is for this process, which then ends the server
    stdio: "ignore",
  });
  const ended = new Promise((resolve) => server.once("error", resolve).once("exit", resolve));
  const pidFile = join(data, "postmaster.pid");
  /** It accepts connections a moment before it serves them; the eighth line of its pid file says when. */
  const isReady = () => {
    const lines = existsSync(pidFile) ? readFileSync(pidFile, "utf8").split("\n") : [];
    // The file of a predecessor that was killed is still there.
    return lines[0] === String(server.pid) && lines[7]?.trim() === "ready";
  };
  return { server, ended, isReady };
}

/**
 * PostgreSQL and PgBouncer refuse to run as root: then they run as the user that the package has made.
 *
 * @param {string} folder - made that user's own
 * @returns {{ uid?: number, gid?: number }}
 */
export function unprivileged(folder) {
  if (process.getuid?.() !== 0) return {};
  const id = (/** @type {string} */ flag) =>
    Number(execFileSync("id", [flag, "postgres"], { encoding: "utf8" }));
  const [uid, gid] = [id("-u"), id("-g")];
  chownSync(folder, uid, gid);
  return { uid, gid };
}
