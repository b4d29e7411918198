/** Headers that come again and again while the time goes on: what a verifier remembers must end with the token. */

import { CLAIMS } from "../../cases/mint.mjs";
import { HEADER_TEXT, NOW, POLICY, seal } from "../material.mjs";

/** Each with the last and first moments at which it holds. */
const TOKENS = Array.from({ length: 24 }, (_, at) => {
  const iat = NOW - at;
  const exp = NOW + 10 * at + 10;
  const nbf = at % 3 === 0 ? NOW + at : undefined;
  const extra = at % 4 === 0 ? { roles: ["a"] } : {};
  return {
    token: seal(HEADER_TEXT, JSON.stringify({ ...CLAIMS, sub: `user-${at}`, iat, exp, nbf, ...extra })),
    from: Math.max(iat, nbf ?? iat) - POLICY.leeway,
    until: exp + POLICY.leeway,
  };
});

/** @type {import("./family.mjs").Family} */
export const remembered = {
  name: "the same header again",
  level: "whole",
  make(random) {
    const { token, from, until } = random.pick(TOKENS);
    const now = random.pick([
      from - 0.25,
      from,
      from + 0.25,
      NOW,
      until - 0.25,
      until,
      until + 0.25,
      until + 10_000,
    ]);
    const header = `${random.pick(["Bearer", "Bearer", "bearer"])} ${token}`;
    return { known: from <= now && now < until ? "benign" : "hostile", question: { header, now } };
  },
};
