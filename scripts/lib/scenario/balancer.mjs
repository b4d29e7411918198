/** One address for the web processes, as the APIs know them: a connection goes to one that is up. */
import { connect, createServer } from "node:net";

/**
 * @param {number} port
 * @param {() => readonly number[]} upstreams - ports of those that are up now
 */
export async function startBalancer(port, upstreams) {
  let turn = 0;
  /** @type {Set<{ upstream: number, socket: import("node:net").Socket }>} */
  const connections = new Set();
  const server = createServer((socket) => {
    const ports = upstreams();
    turn += 1;
    const upstream = ports[turn % ports.length];
    if (upstream === undefined) {
      socket.destroy();
      return;
    }
    const connection = { upstream, socket };
    connections.add(connection);
    const target = connect(upstream, "127.0.0.1");
    const end = () => {
      connections.delete(connection);
      socket.destroy();
      target.destroy();
    };
    for (const side of [socket, target]) side.once("error", end).once("close", end);
    socket.pipe(target).pipe(socket);
  });
  await new Promise((resolve, reject) => {
    server.once("error", reject).listen(port, "127.0.0.1", () => resolve(undefined));
  });
  return {
    /** Before one is restarted, its connections go to the others: some of them never end by themselves. @param {number} upstream */
    cut(upstream) {
      for (const connection of connections) if (connection.upstream === upstream) connection.socket.destroy();
    },
    async stop() {
      for (const { socket } of connections) socket.destroy();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
