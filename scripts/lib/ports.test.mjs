import assert from "node:assert/strict";
import { once } from "node:events";
import { createServer } from "node:net";
import { describe, it } from "node:test";
import { Failure } from "./failure.mjs";
import { answers, freePort, requireFreePort } from "./ports.mjs";

describe("requireFreePort", () => {
  it("admits a free port", async () => requireFreePort(await freePort(), "--web-port", "npm start"));

  for (const host of ["127.0.0.1", "::1", "0.0.0.0"]) {
    it(`says which port is taken on ${host}, and how to choose another`, async () => {
      const server = createServer();
      server.listen(await freePort(), host);
      await once(server, "listening");
      const address = server.address();
      const port = typeof address === "object" && address ? address.port : 0;
      try {
        await assert.rejects(requireFreePort(port, "--web-port", "npm start"), (error) => {
          assert(error instanceof Failure);
          assert.equal(
            error.message,
            `port ${port} is taken. Choose another: npm start -- --web-port ${port < 65_000 ? port + 100 : port - 100}`,
          );
          return true;
        });
      } finally {
        server.close();
      }
    });
  }
});

it("answers is false where nobody listens", async () =>
  assert.equal(await answers("127.0.0.1", await freePort()), false));
