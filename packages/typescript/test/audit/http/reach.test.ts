import { createServer } from "node:net";
import { expect, it } from "vitest";
import { checkListening } from "../../../src/audit/http/reach.js";
import { listen } from "../../support/listen.js";

it("is content with whoever listens, and says in one line when nobody does", async () => {
  const server = createServer((socket) => socket.end());
  const origin = await listen(server);
  await expect(checkListening(origin, 1000)).resolves.toBeUndefined();
  await expect(checkListening(origin.replace("127.0.0.1", "localhost"), 1000)).resolves.toBeUndefined();
  await new Promise((resolve) => server.close(resolve));
  await expect(checkListening(origin, 1000)).rejects.toThrow(
    `Nobody listens at ${origin}. Start the API, or name the address where it runs`,
  );
});
