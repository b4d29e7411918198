/**
 * Credentials behind the body. A trailer is no header, and whether somebody may come in is known before the body (RFC 9110
 * §6.5.1, RFC 9112 §7.1.2). Node's parser and h11 hold to that. httptools, which uvicorn takes where it is installed, does not
 * tell a trailer from a header, and so an ASGI application cannot: SECURITY.md names it. What holds today is written
 * here, so that this fails when it changes.
 */
import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { H11, PROGRAMS } from "../servers/index.mjs";
import { Connection } from "./connection.mjs";
import { withContract } from "./fixture.mjs";
import { requestBytes } from "./request.mjs";
import { knownToken } from "./vectors.mjs";

const { now, token } = knownToken();
const MERGING = ["FastAPI", "ASGI"];

const head = requestBytes({ target: "/me", headers: ["Transfer-Encoding: chunked"] });
const trailer = Buffer.from(`0\r\nAuthorization: Bearer ${token}\r\n\r\n`);

withContract(
  "trailers",
  {},
  (contract) => {
    describe("a trailer is no header", () => {
      it("for any server, where it comes after the headers were read", async () => {
        contract.note(trailer);
        for (const [title, status] of await contract.each((server) => ask(server, [head, trailer])))
          assert.equal(status, 401, title);
      });

      it("for any server but uvicorn on httptools, where it comes in one packet with them", async () => {
        const bytes = contract.note(Buffer.concat([head, trailer]));
        for (const [title, status] of await contract.each((server) => ask(server, [bytes])))
          assert.equal(status, MERGING.includes(title) ? 200 : 401, title);
      });

      it("for any server, beside a header", async () => {
        const other = requestBytes({
          target: "/me",
          headers: ["Authorization: Bearer aaa.bbb.ccc", "Transfer-Encoding: chunked"],
        });
        const bytes = contract.note(Buffer.concat([other, trailer]));
        for (const [title, status] of await contract.each((server) => ask(server, [bytes])))
          assert.equal(status, 401, title);
      });
    });
  },
  [...PROGRAMS, H11],
);

/**
 * The status of the answer. A piece that is not the first goes out when the answer to those before it has come.
 *
 * @param {import("./asking.mjs").Asking} server
 * @param {readonly Buffer[]} pieces
 */
async function ask(server, [first = Buffer.alloc(0), ...rest]) {
  await server.setClock(now);
  const connection = new Connection(server.port);
  try {
    connection.send(first);
    const response = await connection.response();
    for (const piece of rest) connection.send(piece);
    await server.refusals(response?.status === 401 ? 1 : 0);
    return response?.status;
  } finally {
    connection.close();
  }
}
