import assert from "node:assert/strict";
import { existsSync } from "node:fs";
import { it } from "node:test";
import { answers } from "./lib/ports.mjs";
import { findPgbouncer, startPgbouncer } from "./pgbouncer.mjs";
import { startPostgres } from "./postgres.mjs";

it("PgBouncer answers on the loopback interface, and is gone after its stop", async () => {
  const cluster = await startPostgres();
  const { url, stop } = await startPgbouncer(cluster.url);
  const { hostname, port } = new URL(url);
  assert.equal(hostname, "127.0.0.1");
  assert(await answers(hostname, Number(port)));
  await stop();
  assert(!(await answers(hostname, Number(port))));
  await cluster.stop();
});

it("findPgbouncer names the program", () => {
  assert(existsSync(findPgbouncer() ?? ""));
});
