/** Better Auth with `jwtBridge({ revocation })` on a SQLite file. With REDIS_URL entries go to Redis, else into a table. */
import { createHash } from "node:crypto";
import { createServer } from "node:http";
import { LibsqlDialect } from "@libsql/kysely-libsql";
import { betterAuth } from "better-auth";
import { toNodeHandler } from "better-auth/node";
import { jwtBridge } from "jwt-auth-bridge/better-auth";

const { AUTH_DATABASE = "", JWT_AUDIENCE = "", PORT = "" } = process.env;
/** How slowly passwords are hashed is not what is measured. @param {string} password */
const hash = async (password) => createHash("sha256").update(password).digest("hex");

const auth = betterAuth({
  database: { dialect: new LibsqlDialect({ url: `file:${AUTH_DATABASE}` }), type: "sqlite" },
  emailAndPassword: {
    enabled: true,
    password: { hash, verify: async (given) => (await hash(given.password)) === given.hash },
  },
  rateLimit: { enabled: false },
  telemetry: { enabled: false },
  plugins: [jwtBridge({ audience: JWT_AUDIENCE, revocation: true })],
});
await (await auth.$context).runMigrations();
createServer(toNodeHandler(auth)).listen(Number(PORT), "127.0.0.1");
