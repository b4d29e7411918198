import assert from "node:assert/strict";
import { existsSync } from "node:fs";
import { it } from "node:test";
import { answers } from "./lib/ports.mjs";
import { findPostgres, startPostgres } from "./postgres.mjs";

it("a throw-away cluster answers on the loopback interface, and is gone after its stop", async () => {
  const { url, stop } = await startPostgres();
  const { hostname, port } = new URL(url);
  assert.equal(hostname, "127.0.0.1");
  assert(await answers(hostname, Number(port)));
  await stop();
  assert(!(await answers(hostname, Number(port))));
});

it("findPostgres names a folder that holds the server", () => {
  assert(existsSync(`${findPostgres()}/postgres`));
});
