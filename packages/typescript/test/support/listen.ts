import type { AddressInfo, Server } from "node:net";
import { onTestFinished } from "vitest";

/** Listen on a free port of this machine until the test has finished; gives the origin. */
export async function listen(server: Server & { closeAllConnections?(): void }): Promise<string> {
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  onTestFinished(() => {
    server.closeAllConnections?.();
    server.close();
  });
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}
