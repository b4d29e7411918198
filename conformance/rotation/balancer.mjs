/** One address for several servers, as one stands before them everywhere. What goes on for ever it passes on as it comes. */
import { once } from "node:events";
import { request as ask, createServer } from "node:http";

/** An answer that ends when somebody wants it to: nobody waits for it before a restart. */
const STREAMED = "application/x-ndjson";

/** @typedef {import("./fleet.mjs").Fleet} Fleet */
/** @typedef {Awaited<ReturnType<typeof startBalancer>>} Balancer */

/** @param {Fleet} fleet */
export async function startBalancer(fleet) {
  let isSilent = false;
  let requests = 0;
  const server = createServer((incoming, outgoing) => {
    requests += 1;
    if (isSilent) return;
    if (fleet.all.length === 0) return void outgoing.destroy();
    const instance = fleet.take();
    const { method = "GET", url = "/", headers } = incoming;
    const target = { host: "127.0.0.1", port: instance.port, method, path: url, headers };
    let isBusy = true;
    const free = () => {
      if (isBusy) instance.busy -= 1;
      isBusy = false;
    };
    const passed = ask(target, (answer) => {
      outgoing.writeHead(answer.statusCode ?? 502, answer.rawHeaders);
      outgoing.flushHeaders(); // a stream may have nothing to say for seconds
      if (answer.headers["content-type"] === STREAMED) free();
      answer.once("error", () => outgoing.destroy()).pipe(outgoing);
    });
    passed.once("close", free).once("error", () => outgoing.destroy());
    outgoing.once("close", () => passed.destroy());
    incoming.pipe(passed);
  });
  const listen = async (port = 0) => void (await once(server.listen(port, "127.0.0.1"), "listening"));
  await listen();
  const { port } = /** @type {import("node:net").AddressInfo} */ (server.address());
  return {
    origin: `http://127.0.0.1:${port}`,
    /** How many requests there were. */
    get requests() {
      return requests;
    },
    /** Nobody listens at the address any more. */
    async close() {
      isSilent = false;
      const closed = new Promise((done) => server.close(done));
      server.closeAllConnections();
      await closed;
    },
    /** Whoever asks waits for ever. */
    async fallSilent() {
      isSilent = true;
      if (!server.listening) await listen(port);
    },
    /** As in the beginning. */
    async reopen() {
      isSilent = false;
      server.closeAllConnections();
      if (!server.listening) await listen(port);
    },
  };
}
