/**
 * A real Better Auth on PostgreSQL whose work is counted. SESSIONS says where sessions are: "database", "cookie-cache" or
 * "redis". With REDIS_URL entries of revocations go to Redis, else into a table. Beside Better Auth it answers `/counted`.
 */
import { createHash } from "node:crypto";
import { createServer } from "node:http";
import { betterAuth } from "better-auth";
import { toNodeHandler } from "better-auth/node";
import { jwtBridge } from "jwt-auth-bridge/better-auth";
import pg from "pg";
import { secondaryStorage } from "./secondary-storage.mjs";

const { DATABASE_URL, SESSIONS = "database", SESSIONS_URL = "", JWT_AUDIENCE = "", PORT = "" } = process.env;

/** @type {string[]} */
const statements = [];
/** What goes to PostgreSQL passes through here. */
class CountedClient extends pg.Client {
  /** @override @param {any[]} given */
  query(...given) {
    statements.push(String(given[0]?.text ?? given[0]));
    return /** @type {any} */ (super.query)(...given);
  }
}
const stored = await secondaryStorage(SESSIONS === "redis" ? SESSIONS_URL : undefined);
/** How slowly passwords are hashed is not what is measured. @param {string} password */
const hash = async (password) => createHash("sha256").update(password).digest("hex");

const auth = betterAuth({
  database: new pg.Pool({ connectionString: DATABASE_URL, Client: CountedClient }),
  emailAndPassword: {
    enabled: true,
    password: { hash, verify: async (given) => (await hash(given.password)) === given.hash },
  },
  session: { cookieCache: { enabled: SESSIONS === "cookie-cache" } },
  ...(stored && { secondaryStorage: stored.storage }),
  rateLimit: { enabled: false },
  telemetry: { enabled: false },
  plugins: [jwtBridge({ audience: JWT_AUDIENCE, revocation: true })],
});
await (await auth.$context).runMigrations();

/** @type {Set<import("node:net").Socket>} */
const listeners = new Set();
/** @returns {import("./servers.mjs").Counted} */
function counted() {
  const { user, system } = process.cpuUsage();
  const sent = [...listeners].map(({ bytesWritten }) => bytesWritten);
  return { statements, stored: stored?.commands() ?? 0, seconds: (user + system) / 1e6, sent };
}

const handle = toNodeHandler(auth);
createServer((request, response) => {
  if (request.url?.startsWith("/api/auth/revocations")) listeners.add(request.socket);
  if (request.url === "/counted") response.end(JSON.stringify(counted()));
  else void handle(request, response);
}).listen(Number(PORT), "127.0.0.1");
