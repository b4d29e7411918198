/**
 * PgBouncer in transaction mode in front of a tests' cluster: whoever begins a transaction gets any of a few
 * connections, and no two transactions of one client need meet on the same.
 */
import { spawn } from "node:child_process";
import { existsSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, join } from "node:path";
import { Failure } from "./lib/failure.mjs";
import { answers, freePort } from "./lib/ports.mjs";
import { unprivileged } from "./postgres.mjs";

const PATIENCE = 10_000; // ms
const FOLDERS = ["/usr/sbin", "/usr/local/sbin", "/opt/homebrew/bin", "/usr/local/bin"];

/** The path of PgBouncer, undefined when there is none. */
export function findPgbouncer(env = process.env) {
  const folders = [...(env.PATH ?? "").split(delimiter), ...FOLDERS];
  return folders.map((folder) => join(folder, "pgbouncer")).find((path) => existsSync(path));
}

/**
 * Start it on a free port of the loopback interface. It also ends with this process, however that ends.
 *
 * @param {string} cluster - a superuser's URL; every database and role of that server is served
 * @returns {Promise<{ url: string, stop: () => Promise<void> }>} `url` is the superuser's, through PgBouncer
 * @throws {Failure} when it is not installed or does not start.
 */
export async function startPgbouncer(cluster) {
  const program = findPgbouncer();
  if (!program) throw new Failure("PgBouncer is missing. On Debian and Ubuntu: sudo apt install pgbouncer");
  const folder = mkdtempSync(join(tmpdir(), "pgbouncer-"));
  const port = await freePort();
  const { hostname, port: serverPort, username } = new URL(cluster);
  const ini = join(folder, "pgbouncer.ini");
  const settings = {
    listen_addr: "127.0.0.1",
    listen_port: port,
    unix_socket_dir: "",
    auth_type: "trust",
    auth_file: join(folder, "users.txt"),
    auth_user: username, // asks the server for roles that the file does not name
    pool_mode: "transaction",
    default_pool_size: 3, // fewer than the tests' clients
    max_client_conn: 500,
    ignore_startup_parameters: "extra_float_digits",
  };
  const lines = Object.entries(settings).map(([name, value]) => `${name} = ${value}`);
  writeFileSync(settings.auth_file, `"${username}" ""\n`);
  writeFileSync(
    ini,
    `[databases]\n* = host=${hostname} port=${serverPort}\n[pgbouncer]\n${lines.join("\n")}\n`,
  );
  const server = spawn(program, ["-q", ini], {
    cwd: folder,
    ...unprivileged(folder),
    detached: true,
    stdio: "ignore",
  });
  const ended = new Promise((resolve) => server.once("error", resolve).once("exit", resolve));
  const remove = () => rmSync(folder, { recursive: true, force: true });
  const abandon = () => {
    server.kill("SIGKILL");
    remove();
  };
  process.once("exit", abandon);
  const stop = async () => {
    process.off("exit", abandon);
    server.kill("SIGKILL"); // gentler signals wait for clients, or not, as the version has it
    await ended;
    remove();
  };
  const end = Date.now() + PATIENCE;
  while (Date.now() < end && server.exitCode === null && server.signalCode === null) {
    if (await answers("127.0.0.1", port)) {
      return { url: `postgresql://${username}@127.0.0.1:${port}/postgres`, stop };
    }
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  await stop();
  throw new Failure("PgBouncer did not start");
}
