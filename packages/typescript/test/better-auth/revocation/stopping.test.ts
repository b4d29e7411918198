import { type ChildProcess, fork } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";
import { expect, it, onTestFinished } from "vitest";
import { AUDIENCE, ISSUER, SECRET } from "../../support/settings.js";
import { isCursor, listen } from "./listening.js";

const SERVER = fileURLToPath(new URL("stopping-server.mjs", import.meta.url));

/** A server that somebody listens to. */
async function start(manner: "polite" | "plain"): Promise<ChildProcess> {
  const env = { BETTER_AUTH_URL: ISSUER, BETTER_AUTH_SECRET: SECRET, JWT_AUDIENCE: AUDIENCE };
  const server = fork(SERVER, [manner], { env, execArgv: [] });
  onTestFinished(() => void server.kill("SIGKILL"));
  const [port] = await once(server, "message");
  const { until } = await listen(`http://127.0.0.1:${port}`);
  await until(isCursor);
  return server;
}

it("ends the answers of a server that is told to stop, which waits for them", async () => {
  const server = await start("polite");
  const ended = once(server, "exit");
  server.kill("SIGTERM");
  expect(await ended).toEqual([7, null]);
});

it("keeps no process alive that nobody else keeps", async () => {
  const server = await start("plain");
  const ended = once(server, "exit");
  server.kill("SIGTERM");
  expect(await ended).toEqual([null, "SIGTERM"]);
});
