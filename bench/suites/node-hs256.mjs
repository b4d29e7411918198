/** HS256 verification in Node, in a tight loop. */
import { inRoot } from "../../scripts/lib/paths.mjs";
import { USERS } from "../lib/context.mjs";
import { runLoop } from "../lib/loop.mjs";

/** @type {import("../lib/report.mjs").Suite} */
export const nodeHs256 = {
  id: "node-hs256",
  title: "Node, one HS256 verification",
  unit: "µs a check",
  base: "bridge",
  contenders: [
    { id: "floor", title: "floor: one HMAC, one base64 decoding, one JSON parse" },
    {
      id: "bridge",
      title: "`verifier.verify`, every check of the profile",
      targets: [{ against: "floor", atMost: 1.5 }],
    },
    { id: "bridge-seen", title: "`verifier.verify`, a token seen before" },
    { id: "jose-bytes", title: "jose, the key as bytes", targets: [{ atLeast: 4 }] },
    { id: "jose-crypto-key", title: "jose, the key imported once", targets: [{ atLeast: 4 }] },
    { id: "jsonwebtoken", title: "jsonwebtoken, the key as bytes" },
    { id: "jsonwebtoken-key-object", title: "jsonwebtoken, the key made once" },
    { id: "fast-jwt", title: "fast-jwt", targets: [{ atLeast: 1 }] },
    { id: "fast-jwt-seen", title: "fast-jwt, its cache on, a token seen before" },
    { id: "node-rs", title: "@node-rs/jsonwebtoken" },
  ],
  // On two cores: jose's HMAC runs on Node's thread pool, which a single core would slow down.
  measure: (context) =>
    runLoop("the Node loop", {
      command: context.pins.both([process.execPath, inRoot("bench/loops/node/hs256.mjs")]),
      args: [context.tokens.loopFile, String(context.extent.loopRounds)],
      env: context.tokens.hs256.env,
      conditions: { rounds: context.extent.loopRounds, "different tokens a round": USERS },
      context,
    }),
};
