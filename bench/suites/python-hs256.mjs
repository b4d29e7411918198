/** HS256 verification in Python, in a tight loop. */
import { inRoot, VENV_PYTHON } from "../../scripts/lib/paths.mjs";
import { runLoop } from "../lib/loop.mjs";

/** @type {import("../lib/report.mjs").Suite} */
export const pythonHs256 = {
  id: "python-hs256",
  title: "Python, one HS256 verification",
  unit: "µs a check",
  base: "bridge",
  contenders: [
    { id: "floor", title: "floor: one HMAC, one base64 decoding, one JSON parse" },
    { id: "bridge", title: "`Verifier.verify`, every check of the profile" },
    { id: "pyjwt", title: "PyJWT", atLeast: 5 },
    { id: "joserfc", title: "joserfc" },
  ],
  measure: (context) =>
    runLoop(
      "the Python loop",
      context.pins.subject([VENV_PYTHON, inRoot("bench/loops/python/hs256.py")]),
      context,
    ),
};
