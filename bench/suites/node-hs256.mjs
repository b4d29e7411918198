/** HS256 verification in Node, in a tight loop. */
import { inRoot } from "../../scripts/lib/paths.mjs";
import { runLoop } from "../lib/loop.mjs";

/** @type {import("../lib/report.mjs").Suite} */
export const nodeHs256 = {
  id: "node-hs256",
  title: "Node, one HS256 verification",
  unit: "µs a check",
  base: "bridge",
  contenders: [
    { id: "floor", title: "floor: one HMAC, one base64 decoding, one JSON parse" },
    { id: "bridge", title: "`verifier.verify`, every check of the profile" },
    { id: "jose-bytes", title: "jose, the key as bytes", atLeast: 3 },
    { id: "jose-crypto-key", title: "jose, the key imported once", atLeast: 3 },
  ],
  // Not pinned: jose's HMAC runs on Node's thread pool, which a single core would slow down.
  measure: (context) =>
    runLoop("the Node loop", [process.execPath, inRoot("bench/loops/node/hs256.mjs")], context),
};
