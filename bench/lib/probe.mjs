/** Before a server is measured it is asked whether it does its job at all. */
import { Failure } from "../../scripts/lib/failure.mjs";

const AT_ONCE = 20;
const FAULTS = ["signature", "issuer", "audience", "expired"];

/** @typedef {{ id: string, origin: string }} Server */

/**
 * Every user gets their own answer.
 *
 * @param {Server} server
 * @param {import("./tokens.mjs").LoadFile} load
 * @throws {Failure} when one does not.
 */
export async function requireAnswers(server, { users }) {
  for (let at = 0; at < users.length; at += AT_ONCE) {
    const answered = users.slice(at, at + AT_ONCE).map(async ({ id, token }) => {
      const response = await ask(server, id, token);
      const body = /** @type {{ user_id?: unknown }} */ (await response.json());
      return response.status === 200 && body.user_id === id;
    });
    if (!(await Promise.all(answered)).every(Boolean)) {
      throw new Failure(`the server ${server.id} does not answer every user with their own id`);
    }
  }
}

/**
 * Nobody else gets in.
 *
 * @param {Server} server
 * @param {import("./tokens.mjs").LoadFile} load
 * @throws {Failure} when somebody does.
 */
export async function requireRefusals(server, { users, refused }) {
  const [owner, other] = users;
  if (!owner || !other) throw new RangeError("two users are needed");
  const cases = [
    { what: "no token", token: undefined, status: 401 },
    { what: "another user's token", token: other.token, status: 403 },
    ...FAULTS.map((fault) => ({
      what: `a token with a fault (${fault})`,
      token: refused[fault],
      status: 401,
    })),
  ];
  for (const { what, token, status } of cases) {
    const response = await ask(server, owner.id, token);
    await response.arrayBuffer();
    if (response.status !== status) {
      throw new Failure(`the server ${server.id} answers ${response.status} to ${what}, not ${status}`);
    }
  }
}

/** @param {Server} server @param {string} user @param {string | undefined} token */
function ask({ origin }, user, token) {
  return fetch(`${origin}/api/${user}/tasks`, { headers: token ? { Authorization: `Bearer ${token}` } : {} });
}
