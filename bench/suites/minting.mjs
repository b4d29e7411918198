/** What a token costs its issuer. */
import { inRoot } from "../../scripts/lib/paths.mjs";
import { runLoop } from "../lib/loop.mjs";

/** @type {import("../lib/report.mjs").Suite} */
export const minting = {
  id: "minting",
  title: "Better Auth, one answer",
  unit: "µs a request",
  base: "get-session",
  contenders: [
    { id: "get-session", title: "`/get-session`, without a plugin" },
    {
      id: "bridge",
      title: "`/token` of `jwtBridge()`, HS256",
      targets: [{ atMost: 1.3 }, { against: "stock", atMost: 0.75 }],
    },
    { id: "stock", title: "`/token` of Better Auth's `jwt()`, EdDSA" },
  ],
  measure: (context) =>
    runLoop("minting", {
      command: context.pins.both([process.execPath, inRoot("bench/auth/minting.mjs")]),
      args: [context.folder, String(context.extent.mintRounds)],
      env: {},
      conditions: {
        rounds: context.extent.mintRounds,
        "requests a round": 100,
        database: "SQLite",
        asked: "in the process",
      },
      context,
    }),
};
