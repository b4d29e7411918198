/** One worker and two: what a second core brings. */
import { measureServers } from "../lib/rounds.mjs";

const REFUSES = ["signature", "issuer", "audience", "expired"];

/** @type {import("../lib/report.mjs").Suite} */
export const workers = {
  id: "workers",
  title: "FastAPI, a second worker on a second core, wrk on the same two",
  unit: "requests/s",
  base: "one",
  contenders: [
    { id: "one", title: "`auth.path_owner`, one worker" },
    { id: "two", title: "`auth.path_owner`, two workers", targets: [{ atLeast: 1.7 }] },
  ],
  measure: (context) => {
    const { both } = context.pins;
    const loaded = [
      { id: "one", workers: 1 },
      { id: "two", workers: 2 },
    ].map(({ id, workers: count }) => ({
      id,
      credentials: context.tokens.hs256,
      refuses: REFUSES,
      program: { file: "python/bridge.py", workers: count },
    }));
    return measureServers(loaded, context, { pin: both, loadPin: both });
  },
};
