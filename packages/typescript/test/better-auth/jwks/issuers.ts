import { randomUUID } from "node:crypto";
import { mkdtemp, rm } from "node:fs/promises";
import type { RequestListener } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setImmediate } from "node:timers/promises";
import { LibsqlDialect } from "@libsql/kysely-libsql";
import { betterAuth } from "better-auth";
import { toNodeHandler } from "better-auth/node";
import { onTestFinished, vi } from "vitest";
import { type JwtBridgeOptions, jwtBridge } from "../../../src/better-auth/index.js";
import { cookiesOf, serve } from "../../support/auth-server.js";
import { AUDIENCE, SECRET } from "../../support/settings.js";

/** A row of the table that the key pairs are in. */
export interface KeyRow {
  readonly id: string;
  readonly createdAt: Date;
  readonly privateKey: string;
}

/** What a test changes of one issuer. */
export interface IssuerChanges {
  readonly bridge?: Partial<JwtBridgeOptions>;
  readonly secret?: string;
  readonly generateId?: () => string;
}

/**
 * Several processes' worth of Better Auth on one database, behind one address that asks each in turn, as a load balancer does.
 * One person is signed in.
 */
export async function startIssuers(...changes: IssuerChanges[]) {
  const folder = await mkdtemp(join(tmpdir(), "jwt-auth-bridge-"));
  onTestFinished(() => rm(folder, { recursive: true, force: true, maxRetries: 3 }));
  let handlers: RequestListener[] = [];
  let turn = 0;
  const fetches: number[] = [];
  let open = 0;
  const origin = await serve((request, response) => {
    if (request.url === "/api/auth/jwks") fetches.push(Date.now() / 1000);
    // Where time jumps, a connection that is kept has been given up by one of the two.
    response.shouldKeepAlive = false;
    open += 1;
    response.on("close", () => {
      open -= 1;
    });
    turn += 1;
    handlers[turn % handlers.length]?.(request, response);
  });

  async function create({ bridge, secret = SECRET, generateId }: IssuerChanges) {
    const auth = betterAuth({
      baseURL: origin,
      secret,
      database: {
        dialect: new LibsqlDialect({ url: `file:${join(folder, "auth.sqlite")}` }),
        type: "sqlite",
      },
      emailAndPassword: { enabled: true, password: { hash: async () => "hash", verify: async () => true } },
      telemetry: { enabled: false },
      ...(generateId && { advanced: { database: { generateId } } }),
      logger: { disabled: true },
      plugins: [jwtBridge({ audience: AUDIENCE, ...bridge })],
    });
    await (await auth.$context).runMigrations();
    return auth;
  }
  const replace = async (...to: IssuerChanges[]) => {
    const created = [];
    for (const each of to) created.push(await create(each));
    handlers = created.map((auth) => toNodeHandler(auth));
    return created;
  };
  const [first] = await replace(...changes);
  if (first === undefined) throw new Error("there is no issuer");
  const { adapter } = await first.$context;

  let cookie = "";
  async function signUp(): Promise<string> {
    const response = await fetch(`${origin}/api/auth/sign-up/email`, {
      method: "POST",
      headers: { "content-type": "application/json", origin },
      body: JSON.stringify({ name: "P", email: `${randomUUID()}@example.test`, password: "a-long-password" }),
    });
    if (!response.ok) throw new Error(`sign-up answered ${response.status}: ${await response.text()}`);
    cookie = cookiesOf(response);
    return cookie;
  }
  await signUp();

  async function get<T>(path: string): Promise<T> {
    const response = await fetch(`${origin}/api/auth${path}`, { headers: { cookie } });
    if (!response.ok) throw new Error(`${path} answered ${response.status}: ${await response.text()}`);
    return (await response.json()) as T;
  }
  return {
    origin,
    url: `${origin}/api/auth/jwks`,
    adapter,
    /** Somebody else, whose tokens it is from now on. Gives the cookies. */
    signUp,
    /** Other processes take the place of these. */
    replace,
    token: async () => (await get<{ token: string }>("/token")).token,
    published: async () => (await get<{ keys: Record<string, unknown>[] }>("/jwks")).keys,
    /** Let so much of the test's time pass, and whatever is due then begin and end. */
    async pass(seconds: number): Promise<void> {
      await vi.advanceTimersByTimeAsync(seconds * 1000);
      for (let quiet = performance.now(); performance.now() < quiet + 10; await setImmediate()) {
        if (open > 0) quiet = performance.now(); // which goes on
      }
    },
    /** When the key set was asked for, in seconds since the epoch. */
    fetches: fetches as readonly number[],
    rows: () => adapter.findMany<KeyRow>({ model: "jwks", sortBy: { field: "createdAt", direction: "asc" } }),
    withdraw: (id: string) => adapter.delete({ model: "jwks", where: [{ field: "id", value: id }] }),
  };
}
