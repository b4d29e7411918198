/** What comes before and after a request on its connection: versions, methods, bodies, and the requests of others. */
import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { claims, token as mint } from "../cases/mint.mjs";
import { answersOf } from "./cases.mjs";
import { Connection } from "./connection.mjs";
import { withContract } from "./fixture.mjs";
import { requestBytes } from "./request.mjs";
import { knownToken } from "./vectors.mjs";

const KNOWN = knownToken();
const { now } = KNOWN;
const BODY = 64 * 1024 * 1024; // bytes that are announced, and never sent
const PIECE = "x".repeat(1024);

/** Whose routes do not answer HEAD unless they say so, and with what: nobody is asked who is calling. */
const HEADLESS = new Map([
  ["FastAPI", 405],
  ["ASGI", 404],
]);
/** uvicorn asks the application, which has no door for a WebSocket; Next hangs up; the others take it for a plain request. */
const WITHOUT_SOCKETS = new Map([
  ["FastAPI", 403],
  ["ASGI", 403],
  ["Next", undefined],
]);
const HANDSHAKE = [
  "Upgrade: websocket",
  "Sec-WebSocket-Version: 13",
  "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==",
];

const answers = answersOf();
const none = answers.refused("token_missing", "no_credentials", "/me");
const bearer = (/** @type {string} */ token) => [`Authorization: Bearer ${token}`];
const ada = { headers: bearer(KNOWN.token), status: 200, userId: "user-a" };
const bob = { headers: bearer(mint(claims({ sub: "user-b" }))), status: 200, userId: "user-b" };
const nobody = { headers: [], status: 401, userId: undefined };
const forger = { headers: bearer(`${KNOWN.token.slice(0, -4)}AAAA`), status: 401, userId: undefined };
const twofold = { headers: [...ada.headers, ...bob.headers], status: 401, userId: undefined };

withContract("connections", {}, (contract) => {
  for (const version of /** @type {const} */ (["1.0", "1.1"])) {
    const holds = (/** @type {string[]} */ headers, /** @type {string} */ expected) =>
      contract.holds({ now, bytes: requestBytes({ target: "/me", version, headers }), expected });
    it(`HTTP/${version}: the caller`, () => holds(ada.headers, answers.me(KNOWN)));
    it(`HTTP/${version}: nobody`, () => holds([], none));
  }

  describe("HEAD has no body, and lets nobody else in", () => {
    for (const { headers, status } of [ada, nobody, forger]) {
      it(`${status}`, async () => {
        const bytes = requestBytes({ method: "HEAD", target: "/me", headers });
        for (const [title, { response }] of await contract.observe({ now, bytes })) {
          assert.equal(response?.status, HEADLESS.get(title) ?? status, title);
          assert.equal(response?.body, "", title);
        }
      });
    }
  });

  describe("a WebSocket's handshake opens nothing, and breaks nothing", () => {
    const upgrade = ["Connection: Upgrade", ...HANDSHAKE];
    for (const { headers, status } of [ada, nobody, forger]) {
      it(`${status}`, async () => {
        const bytes = requestBytes({ target: "/me", keepAlive: true, headers: [...upgrade, ...headers] });
        contract.note(bytes);
        const expected = (/** @type {string} */ title) =>
          WITHOUT_SOCKETS.has(title) ? WITHOUT_SOCKETS.get(title) : status;
        await contract.each(async (server) => {
          const send = async (/** @type {Connection} */ connection) => {
            connection.send(bytes);
            return [await connection.response()];
          };
          const { responses } = await converse(server, send, expected(server.title) === 401 ? 1 : 0);
          assert.equal(responses[0]?.status, expected(server.title), server.title);
          assert.ok(!server.lines.some((line) => /Traceback|\w+Error:/.test(line)), server.title);
        });
      });
    }
  });

  describe("each request on a connection is judged by itself", () => {
    const callers = [ada, nobody, bob, forger, ada, twofold, bob, nobody];
    const requests = callers.map(({ headers }, at) =>
      requestBytes({ target: "/me", headers, keepAlive: at + 1 < callers.length }),
    );
    const ways = {
      "sent one after the other": async (/** @type {Connection} */ connection) => {
        const responses = [];
        for (const bytes of requests) {
          connection.send(bytes);
          responses.push(await connection.response());
        }
        return responses;
      },
      "sent all at once": async (/** @type {Connection} */ connection) => {
        connection.send(Buffer.concat(requests));
        const responses = [];
        for (const _ of requests) responses.push(await connection.response());
        return responses;
      },
    };
    for (const [how, send] of Object.entries(ways)) {
      it(how, async () => {
        contract.note(Buffer.concat(requests));
        const expected = callers.map(({ status, userId }) => [status, userId]);
        const refused = callers.filter(({ status }) => status === 401).length;
        for (const [title, { responses, refusals }] of await contract.each((server) =>
          converse(server, send, refused),
        )) {
          const got = responses.map((response) => [
            response?.status,
            JSON.parse(response?.body ?? "{}").user_id,
          ]);
          assert.deepEqual(got, expected, title);
          assert.equal(refusals.length, refused, `${title} logs ${refusals.length} refusals`);
        }
      });
    }
  });

  describe("nobody's body is not awaited", () => {
    const announced = [`Content-Length: ${BODY}`, "Content-Type: application/json"];
    const ways = {
      "of which a piece has come": { headers: announced, sent: PIECE },
      "which asks to be sent (Expect: 100-continue)": {
        headers: [...announced, "Expect: 100-continue"],
        sent: "",
      },
      "in chunks without an end": { headers: ["Transfer-Encoding: chunked"], sent: `400\r\n${PIECE}\r\n` },
    };
    for (const [what, { headers, sent }] of Object.entries(ways)) {
      it(what, async () => {
        const bytes = Buffer.concat([requestBytes({ target: "/me", headers }), Buffer.from(sent)]);
        await contract.holds({ now, bytes, expected: none });
      });
    }
  });

  it("a token in the body is none", async () => {
    const body = `access_token=${KNOWN.token}`;
    const headers = ["Content-Type: application/x-www-form-urlencoded"];
    await contract.holds({ now, bytes: requestBytes({ target: "/me", headers, body }), expected: none });
  });
});

/**
 * @param {import("./asking.mjs").Asking} server
 * @param {(connection: Connection) => Promise<(import("./response.mjs").Response | undefined)[]>} send
 * @param {number} refused - so many requests will be
 */
async function converse(server, send, refused) {
  await server.setClock(now);
  const connection = new Connection(server.port);
  try {
    const responses = await send(connection);
    return { responses, refusals: await server.refusals(refused) };
  } finally {
    connection.close();
  }
}
