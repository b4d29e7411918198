/** Better Auth as the measurements have it. */
import { createHash } from "node:crypto";
import { LibsqlDialect } from "@libsql/kysely-libsql";
import { betterAuth } from "better-auth";
import pg from "pg";

/** How slowly passwords are hashed is not what is measured. @param {string} password */
const hash = async (password) => createHash("sha256").update(password).digest("hex");

/**
 * @param {object} options
 * @param {string} options.secret
 * @param {string} options.baseURL
 * @param {string} options.database - PostgreSQL's URL, or the path of a SQLite file
 * @param {import("better-auth").BetterAuthPlugin[]} [options.plugins]
 */
export function createAuth({ secret, baseURL, database, plugins = [] }) {
  return betterAuth({
    secret,
    baseURL,
    database: database.startsWith("postgresql:")
      ? new pg.Pool({ connectionString: database })
      : { dialect: new LibsqlDialect({ url: `file:${database}` }), type: "sqlite" },
    emailAndPassword: {
      enabled: true,
      password: { hash, verify: async (given) => (await hash(given.password)) === given.hash },
    },
    rateLimit: { enabled: false },
    telemetry: { enabled: false },
    plugins,
  });
}
