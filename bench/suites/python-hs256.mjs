/** HS256 verification in Python, in a tight loop. */
import { inRoot } from "../../scripts/lib/paths.mjs";
import { USERS } from "../lib/context.mjs";
import { runLoop } from "../lib/loop.mjs";
import { BENCH_PYTHON } from "../lib/python.mjs";

/** @type {import("../lib/report.mjs").Suite} */
export const pythonHs256 = {
  id: "python-hs256",
  title: "Python, one HS256 verification",
  unit: "µs a check",
  base: "bridge",
  contenders: [
    { id: "floor", title: "floor: one HMAC, one base64 decoding, one JSON parse" },
    {
      id: "bridge",
      title: "`Verifier.verify`, every check of the profile",
      targets: [{ against: "floor", atMost: 2 }],
    },
    { id: "bridge-seen", title: "`Verifier.verify_header`, a header seen before" },
    { id: "pyjwt", title: "PyJWT", targets: [{ atLeast: 6 }] },
    { id: "joserfc", title: "joserfc", targets: [{ atLeast: 3 }] },
    { id: "authlib", title: "Authlib" },
  ],
  measure: (context) =>
    runLoop("the Python loop", {
      command: context.pins.subject([BENCH_PYTHON, inRoot("bench/loops/python/hs256.py")]),
      args: [context.tokens.loopFile, String(context.extent.loopRounds)],
      env: context.tokens.hs256.env,
      conditions: { rounds: context.extent.loopRounds, "different tokens a round": USERS },
      context,
    }),
};
