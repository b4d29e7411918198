import { NOW } from "../mint.mjs";
import { ofKind } from "../vector.mjs";

/** `iat` and `exp` of a token that is minted at `now`. An issuer writes them so, or it does not; a verifier may read both. */
const times = (id, comment, { now, iat, exp }, result = "invalid") => ({
  id: `issued-times-${id}`,
  rules: ["R5"],
  comment,
  now,
  lifetime: 300,
  iat,
  exp,
  result,
});

const AT = NOW + 0.123;

export const issuedTimes = ofKind("issuing", [
  times("milliseconds", "with milliseconds", { now: AT, iat: AT, exp: NOW + 300 }, "valid"),
  times("whole", "at a whole second", { now: NOW, iat: NOW, exp: NOW + 300 }, "valid"),
  times(
    "late",
    "a millisecond before the next second",
    { now: NOW + 0.999, iat: NOW + 0.999, exp: NOW + 300 },
    "valid",
  ),
  times("no-milliseconds", "the second alone", { now: AT, iat: NOW, exp: NOW + 300 }),
  times("rounded-up", "the second after", { now: NOW + 0.999, iat: NOW + 1, exp: NOW + 301 }),
  times("exp-fraction", "an exp with milliseconds", { now: AT, iat: AT, exp: AT + 300 }),
  times("exp-rounded-up", "an exp of the second after", { now: AT, iat: AT, exp: NOW + 301 }),
]);
