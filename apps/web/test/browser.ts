/** A browser's page on a real Better Auth with this app's options; nothing but the network is put in its place. */
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { libsql } from "@libsql/kysely-libsql";
import { betterAuth } from "better-auth";
import { getMigrations } from "better-auth/db/migration";
import { vi } from "vitest";
import { authOptions } from "../lib/auth-options";
import { CLIENT_ADDRESS_HEADER } from "../lib/client-address";
import { readWebEnvironment } from "../lib/environment";

const SECRET = "correct-horse-battery-staple-0123456789abcdef";
const ORIGIN = "http://localhost:3000";
export const API = "http://localhost:8000";

type Handler = (request: Request) => Promise<Response>;

/** Start the server on a database of its own, sign somebody up, and let `window` and `fetch` be that browser's. */
export async function openBrowser() {
  const folder = await mkdtemp(join(tmpdir(), "todo-web-"));
  const options = authOptions(
    readWebEnvironment({
      BETTER_AUTH_SECRET: SECRET,
      BETTER_AUTH_URL: ORIGIN,
      JWT_AUDIENCE: "todo-api",
      NEXT_PUBLIC_API_URL: API,
      DATA_DIR: folder,
    }),
  );
  await (await getMigrations(options)).runMigrations();
  const auth = betterAuth({ ...options, secret: SECRET });
  const database = libsql.createClient({ url: `file:${join(folder, "web.sqlite")}` });
  const cookies = new Map<string, string>();
  const routes = new Map<string, Handler>();

  async function ask(request: Request): Promise<Response> {
    const headers = new Headers(request.headers);
    headers.set("Origin", ORIGIN);
    headers.set(CLIENT_ADDRESS_HEADER, "192.0.2.1");
    headers.set("Cookie", [...cookies].map(([name, value]) => `${name}=${value}`).join("; "));
    const response = await auth.handler(new Request(request, { headers }));
    for (const cookie of response.headers.getSetCookie()) {
      const [pair = ""] = cookie.split(";");
      const [name = "", value = ""] = pair.split("=");
      if (value === "") cookies.delete(name);
      else cookies.set(name, value);
    }
    return response;
  }
  async function send(input: RequestInfo | URL, init?: RequestInit): Promise<Response> {
    const request = input instanceof Request ? input : new Request(new URL(input, ORIGIN), init);
    const { origin, pathname } = new URL(request.url);
    const route = routes.get(pathname.replace(/^\/api\/auth/, ""));
    if (route) return route(request);
    return origin === API ? Response.json({ items: [], next_cursor: null }) : ask(request);
  }

  const storage = new Map<string, string>();
  const replace = vi.fn<(address: string) => void>();
  vi.stubGlobal("window", {
    location: { origin: ORIGIN, href: `${ORIGIN}/tasks`, replace },
    sessionStorage: {
      getItem: (name: string) => storage.get(name) ?? null,
      setItem: (name: string, value: string) => storage.set(name, value),
      removeItem: (name: string) => storage.delete(name),
    },
    addEventListener() {},
    removeEventListener() {},
  });
  vi.stubGlobal("fetch", send);
  vi.spyOn(console, "error").mockImplementation(() => {}); // Better Auth's log of the faults below
  const user = { name: "Ada", email: "ada@example.com", password: "correct horse battery" };
  const signUp = await send("/api/auth/sign-up/email", {
    method: "POST",
    headers: { "Content-Type": "application/json" },
    body: JSON.stringify(user),
  });
  if (!signUp.ok) throw new Error(`signing up: ${signUp.status}`);

  return {
    ask,
    cookies,
    /** Run one statement beside the server. */
    sql: async (statement: string) => (await database.execute(statement)).rows,
    /** Have a path answered by this instead. */
    route: (path: string, handler: Handler) => routes.set(path, handler),
    /** Where the page went. */
    replace,
    close: async () => {
      vi.unstubAllGlobals();
      vi.restoreAllMocks();
      database.close();
      await rm(folder, { recursive: true, force: true });
    },
  };
}
