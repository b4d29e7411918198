/** What users ask the example, each with a token of their own. */
import assert from "node:assert/strict";

/** @typedef {import("./world.mjs").Server} Server */

/**
 * What is asked as a user: the status, and the body.
 *
 * @param {Server} server @param {string} path @param {string} [user]
 * @returns {Promise<[number, any]>}
 */
export async function get(server, path, user) {
  const headers = user === undefined ? {} : { Authorization: `Bearer ${server.tokens[user]}` };
  const response = await fetch(`${server.base}/api/${path}`, { headers });
  return [response.status, response.status === 500 ? "" : await response.json()];
}

/** @param {Server} server @param {string} user @param {string} note */
export const add = (server, user, note) =>
  fetch(`${server.base}/api/${user}/notes`, {
    method: "POST",
    headers: { Authorization: `Bearer ${server.tokens[user]}`, "Content-Type": "application/json" },
    body: JSON.stringify({ note, label: "home" }),
  }).then(({ status }) => status);

/** Whether Ann has these notes by every way that she can ask, and Bob, who forgets the WHERE, none. @param {Server} server @param {string[]} notes */
export async function keepsApart(server, notes) {
  assert.deepEqual(await reads(server, "ann"), [notes, notes, notes, [notes.length]]);
  assert.deepEqual(await reads(server, "bob"), [[], [], [], []]);
}

/** The text search, the label, all, and the numbers of each month. @param {Server} server @param {string} user */
export async function reads(server, user) {
  const answers = [];
  for (const path of ["search?q=a", "labels/home", "export", "months"]) {
    const [status, body] = await get(server, `${user}/${path}`, user);
    assert.equal(status, 200, `${path}: ${server.log().slice(-900)}`);
    answers.push(path === "months" ? Object.values(body) : body.sort());
  }
  return answers;
}
