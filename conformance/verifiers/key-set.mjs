/** A key set at an address of this machine, and the package's own source of its keys. */
import { once } from "node:events";
import { createServer } from "node:http";
import { remoteJwks } from "jwt-auth-bridge/jwks";

/**
 * @param {{ keys: readonly { kid: string }[] }} document
 * @returns {Promise<ReturnType<typeof remoteJwks>>} when its keys are there
 */
export async function publish(document) {
  const server = createServer((_, response) => void response.end(JSON.stringify(document)));
  server.listen(0, "127.0.0.1").unref();
  await once(server, "listening");
  const { port } = /** @type {import("node:net").AddressInfo} */ (server.address());
  const source = remoteJwks({ url: `http://127.0.0.1:${port}/jwks`, warn: () => {} });
  await source.find(document.keys[0]?.kid ?? "");
  return source;
}
