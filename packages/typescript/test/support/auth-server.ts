import { mkdtemp, rm } from "node:fs/promises";
import { createServer, type RequestListener, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { LibsqlDialect } from "@libsql/kysely-libsql";
import { type BetterAuthOptions, betterAuth } from "better-auth";
import { toNodeHandler } from "better-auth/node";
import { onTestFinished } from "vitest";
import { type JwtBridgeOptions, jwtBridge } from "../../src/better-auth/index.js";
import { AUDIENCE, SECRET } from "./settings.js";

/** Options of Better Auth that a test changes; `bridge` are those of the plugin. */
export type AuthChanges = Partial<BetterAuthOptions> & { readonly bridge?: Partial<JwtBridgeOptions> };

/** Serve on a free port of this machine until the test has finished. */
export async function serve(listener: RequestListener): Promise<string> {
  const server: Server = createServer(listener);
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

/** A database file in a folder of its own, removed when the test has finished. */
export async function sqlite() {
  const folder = await mkdtemp(join(tmpdir(), "jwt-auth-bridge-"));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  return {
    dialect: new LibsqlDialect({ url: `file:${join(folder, "auth.sqlite")}` }),
    type: "sqlite" as const,
  };
}

/** Better Auth itself with `jwtBridge()`, on SQLite. */
export async function createAuth({ bridge, ...changes }: AuthChanges = {}) {
  const auth = betterAuth({
    baseURL: "http://localhost:3000",
    secret: SECRET,
    database: await sqlite(),
    emailAndPassword: { enabled: true },
    telemetry: { enabled: false },
    logger: { disabled: true },
    ...changes,
    plugins: [jwtBridge({ audience: AUDIENCE, ...bridge })],
  });
  const context = await auth.$context;
  await context.runMigrations();
  return auth;
}

/** The same behind a real HTTP server; its address is the issuer. */
export async function startAuth(changes: AuthChanges = {}) {
  let handle: RequestListener = (_, response) => response.writeHead(503).end();
  const origin = await serve((request, response) => handle(request, response));
  const auth = await createAuth({ baseURL: origin, ...changes });
  handle = toNodeHandler(auth);
  return { auth, origin };
}

let people = 0;

/** Somebody new, signed in; `cookie` is what their browser would send. */
export async function signUp(origin: string, fields: Record<string, unknown> = {}) {
  people += 1;
  const email = `person-${people}@example.test`;
  const response = await fetch(`${origin}/api/auth/sign-up/email`, {
    method: "POST",
    headers: { "content-type": "application/json", origin },
    body: JSON.stringify({ name: "Person", email, password: "a-long-password", ...fields }),
  });
  if (!response.ok) throw new Error(`sign-up answered ${response.status}: ${await response.text()}`);
  const { user } = (await response.json()) as { user: { id: string } };
  return { email, userId: user.id, cookie: cookiesOf(response) };
}

/** The cookies that an answer sets, as a request sends them. */
export function cookiesOf(response: Response): string {
  return response.headers
    .getSetCookie()
    .map((line) => line.split(";")[0])
    .join("; ");
}

/** `GET /api/auth/token` with these cookies. */
export function requestToken(origin: string, cookie = ""): Promise<Response> {
  return fetch(`${origin}/api/auth/token`, { headers: cookie ? { cookie } : {} });
}

/** A token of these cookies' session. */
export async function tokenFor(origin: string, cookie: string): Promise<string> {
  const response = await requestToken(origin, cookie);
  if (!response.ok) throw new Error(`the token endpoint answered ${response.status}`);
  return ((await response.json()) as { token: string }).token;
}

/** The two JSON segments of a token. */
export function readToken(token: string): { header: unknown; payload: Record<string, unknown> } {
  const [header, payload] = token.split(".").map((segment) => {
    try {
      return JSON.parse(Buffer.from(segment, "base64url").toString()) as Record<string, unknown>;
    } catch {
      return {};
    }
  });
  return { header, payload: payload ?? {} };
}
