import { createServer, type RequestListener, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { onTestFinished } from "vitest";
import type { Entry } from "../../src/index.js";

/** A real server of a feed, which keeps its entries when it is killed. */
export interface FeedServer {
  readonly origin: string;
  /** The cursor and the token of each request. */
  readonly asked: { cursor: string | null; token: string; headers: NodeJS.Dict<string | string[]> }[];
  /** Those who listen now. */
  readonly listeners: ReadonlySet<ServerResponse>;
  /** How it answers, for a test that wants another answer. */
  answer: RequestListener | undefined;
  /** Publish, with a mark behind it. */
  publish(...entries: Entry[]): void;
  /** Send this text to everybody, as it is. */
  send(text: string): void;
  start(): Promise<void>;
  kill(): Promise<void>;
}

export async function startFeedServer(): Promise<FeedServer> {
  const entries: Entry[] = [];
  const listeners = new Set<ServerResponse>();
  let server: Server | undefined;
  let port = 0;

  const listen: RequestListener = (request, response) => {
    listeners.add(response);
    response.on("close", () => listeners.delete(response));
    response.writeHead(200, { "content-type": "application/x-ndjson" });
    const cursor = new URL(request.url ?? "", self.origin).searchParams.get("cursor");
    // A cursor is the number of entries before it.
    response.write(linesOf(entries.slice(Number(cursor ?? 0)), entries.length));
  };
  const self: FeedServer = {
    get origin() {
      return `http://127.0.0.1:${port}`;
    },
    asked: [],
    listeners,
    answer: undefined,
    publish(...more) {
      entries.push(...more);
      self.send(linesOf(more, entries.length));
    },
    send(text) {
      for (const listener of listeners) listener.write(text);
    },
    async start() {
      const created = createServer((request, response) => {
        const { pathname, searchParams } = new URL(request.url ?? "", self.origin);
        if (pathname !== "/api/auth/revocations") return response.writeHead(418).end();
        const token = /^Bearer (\S+)$/.exec(request.headers.authorization ?? "")?.[1] ?? "";
        self.asked.push({ cursor: searchParams.get("cursor"), token, headers: request.headers });
        return (self.answer ?? listen)(request, response);
      });
      server = created;
      await new Promise<void>((resolve) => created.listen(port, "127.0.0.1", resolve));
      port = (created.address() as AddressInfo).port;
    },
    async kill() {
      server?.closeAllConnections();
      await new Promise((resolve) => server?.close(resolve));
      listeners.clear();
    },
  };
  await self.start();
  onTestFinished(() => self.kill());
  return self;
}

function linesOf(entries: readonly Entry[], cursor: number): string {
  return entries.map((entry) => `${JSON.stringify(entry)}\n`).join("") + markLine(cursor);
}

/** A mark, of this moment unless set. The server's clock is an hour ahead, which is nobody's business. */
export function markLine(cursor: number, at = performance.now() / 1000): string {
  return `${JSON.stringify({ cursor: String(cursor), at: 3600 + at })}\n`;
}
