import assert from "node:assert/strict";
import { once } from "node:events";
import { createServer } from "node:http";
import { describe, it } from "node:test";
import { Failure } from "../../scripts/lib/failure.mjs";
import { requireAnswers, requireRefusals } from "./probe.mjs";

const load = {
  users: ["ann", "bob"].map((id) => ({ id, headers: { Authorization: `token-of-${id}` } })),
  refused: { signature: { Authorization: "bad" } },
};

/**
 * What a server answers to the user in the path and the token in the header.
 *
 * @typedef {(user: string, token: string | undefined) => { status: number, id?: string }} Answer
 */

/** @type {Answer} */
const sound = (user, token) => {
  const owner = load.users.find(({ headers }) => headers.Authorization === token)?.id;
  if (!owner) return { status: 401 };
  return owner === user ? { status: 200, id: user } : { status: 403 };
};

/** @param {Answer} answer @param {(server: { id: string, origin: string }) => Promise<void>} use */
async function withServer(answer, use) {
  const server = createServer((request, response) => {
    const { status, id } = answer(request.url?.split("/")[2] ?? "", request.headers.authorization);
    response.writeHead(status).end(JSON.stringify({ user_id: id }));
  }).listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  const port = typeof address === "object" && address ? address.port : 0;
  await use({ id: "s", origin: `http://127.0.0.1:${port}` });
  server.closeAllConnections();
  server.close();
}

/** @param {Answer} answer @param {typeof requireRefusals | typeof requireAnswers} check @returns {Promise<unknown>} what it threw */
async function thrownBy(answer, check) {
  /** @type {unknown} */
  let thrown;
  await withServer(answer, async (server) => {
    thrown = await check(server, load, ["signature"]).catch((error) => error);
  });
  return thrown;
}

describe("requireAnswers", () => {
  it("passes a server that answers everybody", async () => {
    assert.equal(await thrownBy(sound, requireAnswers), undefined);
  });
  it("stops at another user's answer", async () => {
    assert.ok((await thrownBy(() => ({ status: 200, id: "ann" }), requireAnswers)) instanceof Failure);
  });
  it("stops at another status", async () => {
    assert.ok((await thrownBy((user) => ({ status: 201, id: user }), requireAnswers)) instanceof Failure);
  });
});

describe("requireRefusals", () => {
  it("has no mercy with a fault that nobody has", async () => {
    await withServer(sound, async (server) => {
      await assert.rejects(requireRefusals(server, load, ["colour"]), RangeError);
    });
  });
  it("passes a server that refuses", async () => {
    assert.equal(await thrownBy(sound, requireRefusals), undefined);
  });
  it("stops at a server that lets anybody in", async () => {
    assert.ok((await thrownBy((user) => ({ status: 200, id: user }), requireRefusals)) instanceof Failure);
  });
  it("stops at one that lets a bad token in", async () => {
    /** @type {Answer} */
    const lax = (user, token) => (token === "bad" ? { status: 200, id: user } : sound(user, token));
    assert.ok((await thrownBy(lax, requireRefusals)) instanceof Failure);
  });
});
