/**
 * What remembering verified tokens takes: node --expose-gc memory.mjs <tokens>. Prints one JSON object.
 *
 * Each of so many different tokens comes twice, for the second time is when it is remembered. What is told is by how much
 * the heap has grown, without its garbage, at the bound and at the end.
 */
import { createHmac } from "node:crypto";
import { createVerifier, readEnvironment } from "jwt-auth-bridge";

/** Tokens after which all code is compiled, and after which twice as many were remembered as can be. */
const [FIRST, BOUND] = [100, 10_000];
const count = Number(process.argv[2]);
const { BETTER_AUTH_URL: iss, JWT_AUDIENCE: aud, BENCH_KEY = "", BENCH_HEADER = "" } = process.env;
const key = Buffer.from(BENCH_KEY, "hex");

/** @param {number} number */
function token(number) {
  const [iat, digits] = [Math.floor(Date.now() / 1000), String(number).padStart(24, "0")];
  const claims = {
    iss,
    aud,
    sub: `a user, ${digits}`,
    sid: `session ${digits}`,
    jti: `its token's ${digits}`,
    iat,
    exp: iat + 300,
  };
  const signed = `${BENCH_HEADER}.${Buffer.from(JSON.stringify(claims)).toString("base64url")}`;
  return `${signed}.${createHmac("sha256", key).update(signed).digest("base64url")}`;
}

/** MiB. */
function heap() {
  globalThis.gc?.();
  const { heapUsed, external } = process.memoryUsage();
  return (heapUsed + external) / 2 ** 20;
}

const verifier = createVerifier(readEnvironment());
/** @type {Map<number, number>} */
const marks = new Map();
for (let number = 1; number <= count; number++) {
  const each = `Bearer ${token(number)}`;
  await verifier.verifyHeader(each);
  await verifier.verifyHeader(each);
  if ([FIRST, BOUND, count].includes(number)) marks.set(number, heap());
}
const grown = (/** @type {number} */ mark) => [
  (marks.get(mark) ?? Number.NaN) - (marks.get(FIRST) ?? Number.NaN),
];
console.log(JSON.stringify({ values: { bound: grown(BOUND), end: grown(count) } }));
