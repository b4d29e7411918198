/** Better Auth that begins with its own jwt() and moves to jwtBridge(): one address, one database in memory. */
import { createServer } from "node:http";
import { betterAuth } from "better-auth";
import { memoryAdapter } from "better-auth/adapters/memory";
import { toNodeHandler } from "better-auth/node";
import { jwt } from "better-auth/plugins";
import { jwtBridge } from "jwt-auth-bridge/better-auth";

const SECRET = "moving-0123456789-abcdefghijklmnopqrstuvwxyz";

/**
 * @param {string} audience - that jwtBridge() writes
 * @param {import("better-auth/plugins").JwtOptions["jwks"]} [jwks] - option of jwt()
 */
export async function startMovingAuth(audience, jwks) {
  /** @type {import("node:http").RequestListener} */
  let handle = (_, response) => void response.writeHead(503).end();
  const server = createServer((request, response) => void handle(request, response));
  await new Promise((resolve) => server.listen(0, "127.0.0.1", () => resolve(undefined)));
  const origin = `http://127.0.0.1:${/** @type {import("node:net").AddressInfo} */ (server.address()).port}`;
  /** @type {Record<string, { expiresAt?: Date }[]>} */
  const tables = { user: [], session: [], account: [], verification: [], jwks: [] };
  let cookies = "";

  /** @param {import("better-auth").BetterAuthPlugin} plugin */
  function serve(plugin) {
    const auth = betterAuth({
      baseURL: origin,
      secret: SECRET,
      database: memoryAdapter(tables),
      emailAndPassword: { enabled: true },
      rateLimit: { enabled: false },
      session: { cookieCache: { enabled: true, strategy: "jwt" } },
      telemetry: { enabled: false },
      plugins: [plugin],
    });
    handle = toNodeHandler(auth);
  }
  serve(jwt({ sessionCookieCache: true, ...(jwks && { jwks }) }));

  return {
    origin,
    /** Somebody new, signed in from now on. @param {{ name: string, email: string, password: string }} person */
    async signUp(person) {
      const response = await fetch(`${origin}/api/auth/sign-up/email`, {
        method: "POST",
        headers: { "Content-Type": "application/json", Origin: origin },
        body: JSON.stringify(person),
      });
      const { user } = /** @type {{ user: { id: string } }} */ (await response.json());
      cookies = response.headers
        .getSetCookie()
        .map((line) => line.split(";")[0])
        .join("; ");
      return { userId: user.id };
    },
    /** A token of the one who is signed in. */
    async token() {
      const response = await fetch(`${origin}/api/auth/token`, { headers: { Cookie: cookies } });
      return /** @type {{ token: string }} */ (await response.json()).token;
    },
    /** The cookie that holds the session itself, a JWT as well. */
    cachedSession: () => /session_data=([^;]+)/.exec(cookies)?.[1] ?? "",
    /** Let the key pairs sign no more, as `UPDATE jwks SET "expiresAt" = now()` does. */
    endPairs() {
      for (const pair of tables.jwks ?? []) pair.expiresAt = new Date();
    },
    /** Put jwtBridge() in the place of jwt(). */
    move: async () => serve(jwtBridge({ audience, signing: "jwks" })),
    /** @returns {Promise<void>} */
    stop: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
