/** After a sign-out: how long each API still accepts its token; and whether the one that was not told goes on for ever. */
import { call, look } from "./call.mjs";
import { sleep } from "./component.mjs";
import { send } from "./request.mjs";
import { pathOf } from "./world.mjs";

/**
 * @typedef {import("./world.mjs").World} World
 * @typedef {import("./ledger.mjs").Token} Token
 */
/** Milliseconds, and how many of them are as short. */
const INTERVAL = { short: 100, long: 1_000 };
const SHORT = 2_000;

/** @param {World} world @param {import("./device.mjs").Device} device @param {Token} token @param {import("./ledger.mjs").Ending} ending */
export async function watch(world, { user }, token, { to: ended = Date.now() }) {
  const { system, ledger, outages, findings } = world;
  await Promise.all(
    system.apis.map(async (server) => {
      // Once more than the bound allows: that answer is judged.
      for (let isLate = false; !world.isOver && !isLate && server.component.state !== "away"; ) {
        isLate = Date.now() > outages.refusedFrom(server.name, ended);
        const outcome = await call(world, {
          server,
          token: token.text,
          expected: (span) => ledger.expected(token, server.name, span),
          what: "token of a session that has ended",
          person: user,
          path: pathOf(user),
          operation: look(200),
        });
        const now = Date.now();
        if (outcome === "refused" && outages.isQuiet(server.name, { from: ended, to: now }))
          findings.delays.push(now - ended);
        if (outcome === "refused") return;
        await sleep(now < ended + SHORT ? INTERVAL.short : INTERVAL.long);
      }
    }),
  );
  await askForgetful(world, token);
}

/** What the API without revocation answers shows whether the judgement notices. @param {World} world @param {Token} token */
export async function askForgetful({ system, ledger, findings }, token) {
  const { forgetful } = system;
  const person = /** @type {import("./world.mjs").Person} */ (token.session.user);
  const headers = { authorization: `Bearer ${token.text}` };
  const { status, span } = await send(forgetful, pathOf(person), { headers });
  const expected = ledger.expected(token, forgetful.name, span);
  if (status === 200 && expected === "refuse") findings.count("forgetful accepted");
  if (status === 401 && expected === "accept") findings.count("forgetful refused");
}
