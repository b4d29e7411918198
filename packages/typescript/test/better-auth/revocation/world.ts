import { createHash } from "node:crypto";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { LibsqlDialect } from "@libsql/kysely-libsql";
import { type BetterAuthOptions, betterAuth } from "better-auth";
import { admin, multiSession } from "better-auth/plugins";
import { Kysely, sql } from "kysely";
import { type JwtBridgeOptions, jwtBridge } from "../../../src/better-auth/index.js";
import { MODEL, type RevocationRow } from "../../../src/better-auth/revocation/schema.js";
import { toEntry } from "../../../src/better-auth/revocation/table-store.js";
import {
  createRevocations,
  createVerifier,
  type Entry,
  sharedSecret,
  TokenRevokedError,
} from "../../../src/index.js";
import { AUDIENCE, ISSUER, SECRET } from "../../support/settings.js";

export const PASSWORD = "a-long-password";

/** Cookies by name, as one browser keeps them. */
export type Jar = Map<string, string>;

/** Somebody's account. */
export interface Person {
  readonly id: string;
  readonly email: string;
}

const hash = async (password: string) => createHash("sha256").update(password).digest("hex");

/** Better Auth itself, with the plugins that end sessions, on SQLite. Its passwords are hashed in no time. */
export async function createWorld(
  changes: Partial<BetterAuthOptions> = {},
  { file, ...bridge }: Partial<JwtBridgeOptions> & { file?: string } = {},
) {
  const folder = await mkdtemp(join(tmpdir(), "jwt-auth-bridge-"));
  const path = file ?? join(folder, "auth.sqlite");
  const db = new Kysely<Record<string, Record<string, unknown>>>({
    dialect: new LibsqlDialect({ url: `file:${path}` }),
  });
  const mails: { email: string; token: string }[] = [];
  const minted = new Map<string, string>();
  const auth = betterAuth({
    baseURL: ISSUER,
    secret: SECRET,
    database: { db, type: "sqlite", transaction: true },
    telemetry: { enabled: false },
    logger: { disabled: true },
    user: { deleteUser: { enabled: true } },
    ...changes,
    emailAndPassword: {
      enabled: true,
      password: { hash, verify: async (given) => (await hash(given.password)) === given.hash },
      sendResetPassword: async ({ user, token }) => void mails.push({ email: user.email, token }),
      ...changes.emailAndPassword,
    },
    plugins: [
      admin(),
      multiSession(),
      jwtBridge({ audience: AUDIENCE, revocation: true, ...bridge }),
      ...(changes.plugins ?? []),
    ],
  });
  const context = await auth.$context;
  // Quicker by far, and kept in the file.
  await sql`pragma journal_mode = wal`.execute(db);
  await context.runMigrations();

  /** What a browser with these cookies is answered; it keeps what it is given. */
  async function request(path: string, jar: Jar = new Map(), body?: unknown): Promise<Response> {
    const cookie = [...jar].map(([name, value]) => `${name}=${value}`).join("; ");
    const response = await auth.handler(
      new Request(`${ISSUER}/api/auth${path}`, {
        method: body === undefined ? "GET" : "POST",
        headers: {
          origin: ISSUER,
          ...(cookie && { cookie }),
          ...(body !== undefined && { "content-type": "application/json" }),
        },
        ...(body !== undefined && { body: JSON.stringify(body) }),
      }),
    );
    for (const line of response.headers.getSetCookie()) {
      const [pair = "", ...attributes] = line.split(";");
      const name = pair.slice(0, pair.indexOf("="));
      const isGone = attributes.some((attribute) => /^ ?max-age=0$/i.test(attribute));
      if (isGone) jar.delete(name);
      else jar.set(name, pair.slice(name.length + 1));
    }
    return response;
  }

  /** The same, which has to succeed. */
  async function call<T = Record<string, unknown>>(path: string, jar: Jar, body?: unknown): Promise<T> {
    const response = await request(path, jar, body);
    if (!response.ok) throw new Error(`${path} answered ${response.status}: ${await response.text()}`);
    return (await response.json()) as T;
  }

  async function signUp(jar: Jar = new Map()): Promise<Person & { jar: Jar }> {
    const email = `${crypto.randomUUID()}@example.test`;
    const { user } = await call<{ user: Person }>("/sign-up/email", jar, {
      name: "P",
      email,
      password: PASSWORD,
    });
    return { id: user.id, email, jar };
  }

  return {
    auth,
    context,
    db,
    file: path,
    /** From now on nothing can be published, until it is mended. */
    breakStore: () => sql`alter table revocation rename to elsewhere`.execute(db),
    mendStore: () => sql`alter table elsewhere rename to revocation`.execute(db),
    mails,
    request,
    call,
    signUp,
    async signIn({ email }: Person, { jar = new Map() as Jar, password = PASSWORD } = {}): Promise<Jar> {
      await call("/sign-in/email", jar, { email, password });
      return jar;
    },
    async signUpAdmin(): Promise<Person & { jar: Jar }> {
      const person = await signUp();
      const where = [{ field: "id", value: person.id }];
      await context.adapter.update({ model: "user", where, update: { role: "admin" } });
      // Anew, so that no storage has the old role.
      const jar: Jar = new Map();
      await call("/sign-in/email", jar, { email: person.email, password: PASSWORD });
      return { ...person, jar };
    },
    /** The session token of this browser's session. */
    async sessionToken(jar: Jar): Promise<string> {
      return (await call<{ session: { token: string } }>("/get-session", jar)).session.token;
    },
    /** An access token, remembered under this name. */
    async mint(name: string, jar: Jar): Promise<void> {
      minted.set(name, (await call<{ token: string }>("/token", jar)).token);
    },
    /** All that was published. */
    async entries(): Promise<Entry[]> {
      const rows = await context.adapter.findMany<RevocationRow>({ model: MODEL, limit: 100_000 });
      return rows.map(toEntry);
    },
    /** The names of the tokens that a verifier refuses because they were ended. */
    async ended(entries?: readonly Entry[]): Promise<string[]> {
      const revocations = createRevocations();
      for (const entry of entries ?? (await this.entries())) revocations.add(entry);
      revocations.heard();
      const verifier = createVerifier({
        issuer: ISSUER,
        audience: AUDIENCE,
        keys: sharedSecret(SECRET),
        revocations,
      });
      const names: string[] = [];
      for (const [name, token] of minted) {
        try {
          await verifier.verify(token);
        } catch (error) {
          if (!(error instanceof TokenRevokedError)) throw error;
          names.push(name);
        }
      }
      return names.sort();
    },
    forgetTokens: () => minted.clear(),
    async close() {
      await db.destroy();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

export type World = Awaited<ReturnType<typeof createWorld>>;
