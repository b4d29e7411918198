/** Memory of revocations: node --expose-gc entries.mjs <entries>. Prints one JSON object, bytes. */
import { createRevocations } from "jwt-auth-bridge";

const count = Number(process.argv[2]);
const [FIRST, LIFE] = [1000, 3665];

/** Bytes of the heap, without garbage. */
function heap() {
  globalThis.gc?.();
  const { heapUsed, external } = process.memoryUsage();
  return heapUsed + external;
}

const revocations = createRevocations();
let before = 0;
for (let number = 1; number <= FIRST + count; number++) {
  // As they come from the feed: each a text of its own.
  const line = Buffer.from(
    `{"sid":"${String(number).padStart(32, "s")}","until":${Date.now() / 1000 + LIFE}}`,
  );
  revocations.add(JSON.parse(line.toString()));
  if (number === FIRST) before = heap();
}
const bytes = heap() - before;
if (revocations.size !== FIRST + count) throw new Error(`${revocations.size} entries are held`);
console.log(JSON.stringify({ bytes }));
