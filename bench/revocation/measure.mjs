/** How long a token is accepted after the answer of its sign-out, while others are at work. */
import { Failure } from "../../scripts/lib/failure.mjs";
import { signUp, statusOf } from "./browser.mjs";
import { press } from "./press.mjs";

/** Milliseconds after which a token that is still accepted will be for good. */
const PATIENCE = 10_000;

/**
 * @param {{ auth: string, apis: string[] }} origins
 * @param {{ signOuts: number, load: number }} extent - `load` in requests a second, to all APIs together
 * @returns {Promise<{ delays: number[], held: number, requests: number, refused: number }>} a delay in milliseconds for each
 *   sign-out and each API, and by how much this process itself may have been late; of the others' requests how many there were, and
 *   how many were refused
 */
export async function measure({ auth, apis }, { signOuts, load }) {
  const others = await Promise.all(Array.from({ length: 20 }, () => signUp(auth)));
  const delays = /** @type {number[]} */ ([]);
  let refused = 0;
  const pressure = press(apis, others, load, (_, status) => {
    if (status !== 200) refused += 1;
  });
  for (let count = 0; count < signOuts; count++) {
    const person = await signUp(auth);
    for (const api of apis) {
      if ((await statusOf(api, person.token)) !== 200) throw new Failure("a good token is refused");
    }
    await person.signOut();
    const answered = performance.now();
    delays.push(...(await Promise.all(apis.map((api) => firstRefusal(api, person.token, answered)))));
    // At any moment between two looks of the auth server.
    await new Promise((resolve) => setTimeout(resolve, Math.random() * 50));
  }
  const { requests, held } = await pressure.stop();
  return { delays, held, requests, refused };
}

/** @param {string} api @param {string} token @param {number} since */
async function firstRefusal(api, token, since) {
  while (performance.now() - since < PATIENCE) {
    const status = await statusOf(api, token);
    if (status === 401) return performance.now() - since;
    if (status !== 200) throw new Failure(`an API answers ${status}`);
    await new Promise((resolve) => setTimeout(resolve, 1)); // or this alone would keep the machine busy
  }
  throw new Failure(`a token is accepted ${PATIENCE / 1000} seconds after its sign-out`);
}
