import { createServer, type RequestListener, type Server } from "node:http";
import type { AddressInfo } from "node:net";

/** A real server of a key set, on a free port, that counts what it is asked. */
export interface KeyServer {
  readonly url: string;
  keys: unknown[];
  requests: number;
  /** How it answers, for a test that wants another answer than the key set. */
  answer: RequestListener | undefined;
  /** Milliseconds before each answer. */
  delay: number;
  start(): Promise<void>;
  stop(): Promise<void>;
}

export async function startKeyServer(keys: readonly unknown[]): Promise<KeyServer> {
  let server: Server | undefined;
  let port = 0;
  const self: KeyServer = {
    get url() {
      return `http://127.0.0.1:${port}/api/auth/jwks`;
    },
    keys: [...keys],
    requests: 0,
    answer: undefined,
    delay: 0,
    async start() {
      const created = createServer((request, response) => {
        self.requests++;
        const answer = self.answer ?? ((_, out) => void out.end(JSON.stringify({ keys: self.keys })));
        setTimeout(() => answer(request, response), self.delay);
      });
      server = created;
      await new Promise<void>((resolve) => created.listen(port, "127.0.0.1", resolve));
      port = (created.address() as AddressInfo).port;
    },
    async stop() {
      server?.closeAllConnections();
      await new Promise((resolve) => server?.close(resolve));
    },
  };
  await self.start();
  return self;
}
