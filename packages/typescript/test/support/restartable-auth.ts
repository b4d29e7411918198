import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { toNodeHandler } from "better-auth/node";
import { onTestFinished } from "vitest";
import { type AuthChanges, createAuth, sqlite } from "./auth-server.js";

/** Better Auth behind a real HTTP server, which can be killed and started anew on its database and its port. */
export async function restartableAuth(bridge: AuthChanges["bridge"] = {}) {
  const database = await sqlite();
  let server: Server | undefined;
  let port = 0;

  async function start(): Promise<void> {
    const created = createServer((request, response) => handle(request, response));
    let handle: ReturnType<typeof toNodeHandler> = async (_, response) => void response.writeHead(503).end();
    await new Promise<void>((resolve) => created.listen(port, "127.0.0.1", resolve));
    port = (created.address() as AddressInfo).port;
    server = created;
    handle = toNodeHandler(await createAuth({ baseURL: `http://127.0.0.1:${port}`, database, bridge }));
  }
  async function kill(): Promise<void> {
    server?.closeAllConnections();
    await new Promise((resolve) => server?.close(resolve));
  }
  await start();
  onTestFinished(kill);
  const origin = `http://127.0.0.1:${port}`;
  return {
    origin,
    start,
    kill,
    /** What a browser with these cookies is answered. */
    post: (path: string, cookie: string, body: unknown = {}) =>
      fetch(`${origin}/api/auth${path}`, {
        method: "POST",
        headers: { cookie, origin, "content-type": "application/json" },
        body: JSON.stringify(body),
      }),
  };
}
