/** When nothing is down any more and nobody asks for anything: whatever was acknowledged is still there. */
import { list } from "../isolation/operations.mjs";
import { call } from "./call.mjs";
import { sleep } from "./component.mjs";

/**
 * @typedef {import("./world.mjs").World} World
 * @typedef {import("./device.mjs").Device} Device
 */
const TRIES = 5;
const INTERVAL = 500; // milliseconds

/** @param {World} world */
export async function lookAtEverything(world) {
  for (const device of /** @type {Device[]} */ (world.actors)) {
    if (device.user.userId === "") continue;
    const missing = await lastList(world, device);
    if (missing) world.findings.add("lost write", "there is no last list", `${missing} of ${device.mark}`);
  }
}

/** What was in the way, if anything was. @param {World} world @param {Device} device */
async function lastList(world, device) {
  const { browser, user, random } = device;
  const tried = [];
  for (let tries = 0; tries < TRIES; tries += 1) {
    if (!browser.session) await browser.signIn();
    if (browser.session && !browser.token) await browser.fetchToken();
    tried.push(browser.token ? "list" : browser.session ? "token" : "session");
    const { token } = browser;
    if (token) {
      const server = random.pick(world.system.apis);
      const outcome = await call(world, {
        server,
        token: token.text,
        expected: (span) => world.ledger.expected(token, server.name, span),
        what: "the last list",
        person: user,
        path: `/api/${encodeURIComponent(user.userId)}/tasks`,
        operation: list(device),
      });
      if (outcome === "accepted") return "";
      await browser.fetchToken();
    }
    await sleep(INTERVAL);
  }
  return `no ${tried.join(", no ")}`;
}
