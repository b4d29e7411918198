/** What the tests of every adapter share: one API's settings, its tokens, and requests as bytes. */
import { connect } from "node:net";
import type { AuthBridgeOptions, Refusal } from "../../src/index.js";
import { sharedSecret } from "../../src/index.js";
import { issueTestToken, type TestTokenOptions } from "../../src/testing/index.js";
import { AUDIENCE, ISSUER, SECRET } from "./settings.js";

export const NOW = 1_750_000_000;

/** Options for `createAuthBridge`, and where its lines go. */
export function settings(changes: Partial<AuthBridgeOptions> = {}) {
  const refusals: Refusal[] = [];
  const options: AuthBridgeOptions = {
    issuer: ISSUER,
    audience: AUDIENCE,
    keys: sharedSecret(SECRET),
    now: () => NOW,
    log: (refusal) => refusals.push(refusal),
    ...changes,
  };
  return { options, refusals };
}

export function tokenOf(userId: string, changes: Partial<TestTokenOptions> = {}): string {
  return issueTestToken({ secret: SECRET, issuer: ISSUER, audience: AUDIENCE, userId, now: NOW, ...changes });
}

/** An answer, its header names in lower case. */
export interface RawAnswer {
  readonly status: number;
  readonly headers: ReadonlyMap<string, string>;
  readonly body: string;
}

/** Send these bytes to the server at `origin` and wait until it has answered and closed. */
export function sendRaw(origin: string, ...lines: readonly string[]): Promise<RawAnswer> {
  const { hostname, port } = new URL(origin);
  return new Promise((resolve, reject) => {
    const socket = connect(Number(port), hostname);
    const chunks: Buffer[] = [];
    socket.on("data", (chunk) => chunks.push(chunk));
    socket.on("error", reject);
    socket.on("close", () => resolve(parse(Buffer.concat(chunks).toString())));
    socket.write(`${[...lines, `Host: ${hostname}`, "Connection: close"].join("\r\n")}\r\n\r\n`);
  });
}

function parse(text: string): RawAnswer {
  const [head = "", body = ""] = text.split(/\r\n\r\n(.*)/s);
  const [first = "", ...lines] = head.split("\r\n");
  const headers = lines.map((line) => line.split(/: (.*)/s)).map(([name = "", value = ""]) => [name, value]);
  return {
    status: Number(first.split(" ")[1]),
    headers: new Map(headers.map(([name = "", value = ""]) => [name.toLowerCase(), value])),
    body,
  };
}
