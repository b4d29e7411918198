/** How long a token is accepted after the answer of its sign-out, while others are at work. */
import { Failure } from "../../scripts/lib/failure.mjs";
import { signUp, statusOf } from "./browser.mjs";

/** Milliseconds after which a token that is still accepted will be for good. */
const PATIENCE = 10_000;

/**
 * @param {{ auth: string, apis: string[] }} origins
 * @param {{ signOuts: number, load: number }} extent - `load` in requests a second, to all APIs together
 * @returns {Promise<{ delays: number[], requests: number, refused: number }>} a delay in milliseconds for each sign-out
 *   and each API; of the others' requests how many there were, and how many were refused
 */
export async function measure({ auth, apis }, { signOuts, load }) {
  const others = await Promise.all(Array.from({ length: 20 }, () => signUp(auth)));
  const [pressure, delays] = [press(apis, others, load), /** @type {number[]} */ ([])];
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
  return { delays, ...(await pressure.stop()) };
}

/** @param {string} api @param {string} token @param {number} since */
async function firstRefusal(api, token, since) {
  while (performance.now() - since < PATIENCE) {
    const status = await statusOf(api, token);
    if (status === 401) return performance.now() - since;
    if (status !== 200) throw new Failure(`an API answers ${status}`);
  }
  throw new Failure(`a token is accepted ${PATIENCE / 1000} seconds after its sign-out`);
}

/** Ask the APIs at this rate, as people who stay signed in. @param {string[]} apis @param {{ token: string }[]} people @param {number} load */
function press(apis, people, load) {
  let [requests, refused] = [0, 0];
  const begun = performance.now();
  /** @type {Set<Promise<void>>} */
  const under = new Set();
  const timer = setInterval(() => {
    const due = ((performance.now() - begun) / 1000) * load;
    for (; requests < due; requests++) {
      const [api = "", person] = [apis[requests % apis.length], people[requests % people.length]];
      const asked = statusOf(api, person?.token ?? "").then((status) => {
        if (status !== 200) refused += 1;
        under.delete(asked);
      });
      under.add(asked);
    }
  }, 10);
  return {
    async stop() {
      clearInterval(timer);
      await Promise.all(under);
      return { requests, refused };
    },
  };
}
