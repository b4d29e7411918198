/** Before a server is measured it is asked whether it does its job at all. */
import { Failure } from "../../scripts/lib/failure.mjs";

const AT_ONCE = 20;

/** @typedef {{ id: string, origin: string }} Server */
/** @typedef {Pick<import("../credentials/tokens.mjs").Credentials, "users" | "refused">} Known */

/**
 * Every user gets their own answer.
 *
 * @param {Server} server
 * @param {Known} credentials
 * @throws {Failure} when one does not.
 */
export async function requireAnswers(server, { users }) {
  for (let at = 0; at < users.length; at += AT_ONCE) {
    const answered = users.slice(at, at + AT_ONCE).map(async ({ id, headers }) => {
      const response = await ask(server, id, headers);
      const body = /** @type {{ user_id?: unknown }} */ (await response.json().catch(() => ({})));
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
 * @param {Known} credentials
 * @param {readonly string[]} faults - of credentials, that the server promises to refuse
 * @throws {Failure} when somebody does.
 */
export async function requireRefusals(server, { users, refused }, faults) {
  const [owner, other] = users;
  if (!owner || !other) throw new RangeError("two users are needed");
  const cases = [
    { what: "no credentials", headers: {}, status: 401 },
    { what: "another user's credentials", headers: other.headers, status: 403 },
    ...faults.map((fault) => {
      const headers = refused[fault];
      if (headers === undefined) throw new RangeError(`no credentials have the fault “${fault}”`);
      return { what: `credentials with a fault (${fault})`, headers, status: 401 };
    }),
  ];
  for (const { what, headers, status } of cases) {
    const response = await ask(server, owner.id, headers);
    await response.arrayBuffer();
    if (response.status !== status) {
      throw new Failure(`the server ${server.id} answers ${response.status} to ${what}, not ${status}`);
    }
  }
}

/** @param {Server} server @param {string} user @param {Record<string, string>} headers */
function ask({ origin }, user, headers) {
  return fetch(`${origin}/api/${user}/tasks`, { headers });
}
