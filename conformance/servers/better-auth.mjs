/**
 * Better Auth with the package's plugin, behind Node's own HTTP server. Settings as usual, `DATABASE_URL`, and more options of
 * the plugin as JSON in `JWT_BRIDGE_OPTIONS`.
 */
import { createServer } from "node:http";
import { betterAuth } from "better-auth";
import { toNodeHandler } from "better-auth/node";
import { jwtBridge } from "jwt-auth-bridge/better-auth";
import pg from "pg";

const { BETTER_AUTH_URL = "", DATABASE_URL, JWT_AUDIENCE = "", JWT_LIFETIME = "5m", PORT } = process.env;
const more = JSON.parse(process.env.JWT_BRIDGE_OPTIONS ?? "{}");

/** Milliseconds. */
const GRACE = 200;

const pool = new pg.Pool({ connectionString: DATABASE_URL, max: 4 });
const auth = betterAuth({
  baseURL: BETTER_AUTH_URL, // the secrets it reads from the environment by itself
  database: pool,
  emailAndPassword: { enabled: true },
  rateLimit: { enabled: false },
  // A session is prolonged at every look, and its cookie signed anew; otherwise that is once a day.
  session: { updateAge: 0 },
  telemetry: { enabled: false },
  plugins: [jwtBridge({ audience: JWT_AUDIENCE, lifetime: JWT_LIFETIME, ...more })],
});
await (await auth.$context).runMigrations();

const handle = toNodeHandler(auth);
const server = createServer((request, response) => {
  if (request.url !== "/health") return void handle(request, response);
  response.end("ok");
});
server.listen(Number(PORT), "127.0.0.1");
process.once("SIGTERM", () => {
  server.close(() => pool.end());
  server.closeIdleConnections();
  // The feed goes on for ever; nothing else takes that long.
  setTimeout(() => server.closeAllConnections(), GRACE);
});
